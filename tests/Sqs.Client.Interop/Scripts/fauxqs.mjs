// Starts fauxqs on 127.0.0.1: fauxqs.mjs PORT. Its own command listens on every address.
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const { buildApp } = await import(pathToFileURL(path.join(process.env.SQS_PEER_NPM, 'fauxqs', 'dist', 'app.js')));
await buildApp({ logger: false }).listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
