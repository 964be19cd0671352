import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { StartProblem, codeOf } from '../start/start-problem.ts';

/** What one end of a TLS connection holds, in PEM, as Node takes it. */
export interface Tls {
  /** Its own certificate, with those that lead to the authority, and its private key. */
  cert?: string;
  key?: string;
  /** The authorities whose certificates it takes of the other end. */
  ca?: string;
}

/** The settings that name the files. */
export interface TlsSettings {
  cert: string;
  key: string;
  ca: string;
}

type Paths = Readonly<Record<string, string | undefined>>;

function read(setting: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new StartProblem(
      `${setting} names ${path}, which cannot be read (${codeOf(error)}): set it to a PEM file that this user may read.`,
      { cause: error },
    );
  }
}

/** Reads certificates; the first one must be valid now. */
function readCertificate(setting: string, path: string): string {
  const pem = read(setting, path);
  let first: X509Certificate;
  try {
    first = new X509Certificate(pem);
  } catch (error) {
    throw new StartProblem(`${setting} names ${path}, which holds no certificate in PEM form.`, {
      cause: error,
    });
  }
  const { validFrom, validTo } = first;
  if (Date.now() < Date.parse(validFrom) || Date.now() > Date.parse(validTo))
    throw new StartProblem(
      `${setting} names ${path}, whose certificate is valid from ${validFrom} to ${validTo} only: put one in its place that is valid now.`,
    );
  return pem;
}

function readPair(settings: TlsSettings, paths: Paths): Pick<Tls, 'cert' | 'key'> {
  const [certPath, keyPath] = [paths[settings.cert], paths[settings.key]];
  if (certPath === undefined && keyPath === undefined) return {};
  if (certPath === undefined || keyPath === undefined)
    throw new StartProblem(`Set ${settings.cert} and ${settings.key} both, or neither.`);
  const pair = { cert: readCertificate(settings.cert, certPath), key: read(settings.key, keyPath) };
  try {
    createSecureContext(pair);
  } catch (error) {
    throw new StartProblem(
      `${settings.key} names ${keyPath}, which does not hold the private key of the certificate that ${settings.cert} names.`,
      { cause: error },
    );
  }
  return pair;
}

/** Reads the files that settings name, where they do; throws StartProblem for one that is missing or wrong. */
export function readTls(settings: TlsSettings, paths: Paths): Tls {
  const caPath = paths[settings.ca];
  return {
    ...readPair(settings, paths),
    ...(caPath !== undefined && { ca: readCertificate(settings.ca, caPath) }),
  };
}
