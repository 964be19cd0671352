// Loaded into a program before anything else (`node --import`): refuses every connection and name look-up that is not
// for this machine, and prints a line beginning `outside` for each.
import dns from 'node:dns';
import net from 'node:net';
import process from 'node:process';

const LOOPBACK = /^(127\.|::1$|localhost$|$)/;

function note(what, target) {
  process.stderr.write(`outside ${what} ${target}\n`);
}

/** The host in what net.Socket.prototype.connect is given, in any of its forms; empty for this machine. */
function hostOf([first, second]) {
  const options = Array.isArray(first) ? first[0] : first;
  if (typeof options === 'object' && options !== null)
    return options.path ? '' : (options.host ?? '');
  return typeof second === 'string' ? second : '';
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function refuseOutside(...args) {
  const host = hostOf(args);
  if (LOOPBACK.test(host)) return connect.apply(this, args);
  note('connect', host);
  process.nextTick(() => this.destroy(new Error(`No connection to ${host} from here.`)));
  return this;
};

const lookup = dns.lookup;
dns.lookup = (host, ...rest) => {
  if (!LOOPBACK.test(host)) note('lookup', host);
  return lookup(host, ...rest);
};
