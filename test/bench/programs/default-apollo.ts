/** A gateway the way Apollo's documentation shows it: @apollo/gateway with its own fetcher behind @apollo/server. */
import '../../../gateway/no-telemetry.ts';
import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { runUntilStopped } from '../../../shared/start/run-until-stopped.ts';
import { say } from '../../../shared/start/say.ts';
import { readProgramSettings } from '../config.ts';
import { apolloForm } from './settings.ts';

await runUntilStopped(async (running) => {
  const { supergraphFile } = readProgramSettings(apolloForm);
  const gateway = new ApolloGateway({ supergraphSdl: readFileSync(supergraphFile, 'utf8') });
  const server = new ApolloServer({ gateway });
  running.add(() => server.stop());
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
  say(`ready ${url}`);
});
