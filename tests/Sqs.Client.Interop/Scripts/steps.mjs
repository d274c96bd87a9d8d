// What the scripts for Node share: packages from the folder that SQS_PEER_NPM names, a server from the environment, and steps.
// Each step is a line of the output: "ok NAME", or "failed NAME: why". A step that fails does not hinder the next.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';

export const load = createRequire(path.join(process.env.SQS_PEER_NPM, 'peers.cjs'));

export const server = {
  endpoint: process.env.SQS_ENDPOINT,
  region: process.env.SQS_REGION,
  credentials: { accessKeyId: process.env.SQS_KEY, secretAccessKey: process.env.SQS_SECRET },
};

/** A client of one of the packages that hold the AWS SDK, with `more` over its settings, and a function for each action. */
export function open(api, more = {}) {
  const client = new api.SQSClient({ ...server, maxAttempts: 1, ...more });
  return new Proxy(client, {
    get: (target, name) => (api[`${name}Command`] ? input => target.send(new api[`${name}Command`](input)) : target[name]),
  });
}

export async function step(name, run) {
  try {
    await run();
    console.log(`ok ${name}`);
  } catch (error) {
    console.log(`failed ${name}: ${error.stack.replaceAll('\n', ' | ')}`);
    process.exitCode = 1;
  }
}

/** Asks again and again until an answer is right, for ten seconds at most. */
export async function until(ask, isRight) {
  for (let left = 200; ; left--) {
    const answer = await ask();
    if (isRight(answer)) {
      return answer;
    }

    assert.ok(left > 0, `still ${JSON.stringify(answer)}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** What a call is refused with: the name of its exception, the code and the side at fault as the exception tells them, the status. */
export async function refusal(call) {
  try {
    await call();
  } catch (error) {
    return { error, name: error.name, code: error.Error?.Code ?? error.Code, fault: error.Error?.Type ?? error.Type, status: error.$metadata?.httpStatusCode };
  }

  return assert.fail('it was not refused');
}
