// Consumes queues with sqs-consumer until they are empty, and stops.
import assert from 'node:assert/strict';
import { load, open, server, step } from './steps.mjs';

const api = load('@aws-sdk/client-sqs');
const { Consumer } = load('sqs-consumer');
const sqs = open(api);
const client = new api.SQSClient({ ...server, maxAttempts: 1 });

async function fill(QueueName, count, Attributes = {}) {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName, Attributes });
  const bodies = Array.from({ length: count }, (_, at) => `${at} \u{fc} \u{1f600}`);
  for (let at = 0; at < count; at += 10) {
    const Entries = bodies.slice(at, at + 10).map((MessageBody, Id) => ({
      Id: `${Id}`, MessageBody, MessageAttributes: { n: { DataType: 'Number', StringValue: `${at + Id}` } }, ...(QueueName.endsWith('.fifo') && { MessageGroupId: 'g' }),
    }));
    assert.equal((await sqs.SendMessageBatch({ QueueUrl, Entries })).Failed, undefined);
  }

  return { QueueUrl, bodies };
}

/** Runs a consumer until `isDone` after a message or batch; answers what it told of errors. */
async function consume(queueUrl, options, isDone) {
  const errors = [];
  const consumer = Consumer.create({ queueUrl, sqs: client, waitTimeSeconds: 20, suppressFifoWarning: true, messageAttributeNames: ['All'], messageSystemAttributeNames: ['All'], ...options });
  consumer.on('processing_error', error => errors.push(error.message));
  const ended = new Promise((resolve, reject) => {
    consumer.on('error', reject);
    consumer.on('response_processed', () => isDone() && resolve());
    consumer.on('message_processed', () => isDone() && resolve());
  });
  const stopped = new Promise(resolve => consumer.on('stopped', resolve));
  consumer.start();
  try {
    await ended;
  } finally {
    consumer.stop({ abort: true });
    await stopped;
  }

  return errors;
}

async function isEmpty(QueueUrl) {
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
  assert.deepEqual([Attributes.ApproximateNumberOfMessages, Attributes.ApproximateNumberOfMessagesNotVisible], ['0', '0']);
}

await step('one by one, a failure comes back', async () => {
  const { QueueUrl, bodies } = await fill('single', 23);
  const handled = [];
  const tries = [];
  const errors = await consume(QueueUrl, {
    batchSize: 10,
    terminateVisibilityTimeout: true,
    handleMessage: async message => {
      assert.equal(message.MessageAttributes.n.StringValue, message.Body.split(' ')[0]);
      if (message.Body === bodies[7]) {
        tries.push(message.Attributes.ApproximateReceiveCount);
        if (tries.length < 3) {
          throw new Error('not yet');
        }
      }

      handled.push(message.Body);
      return message;
    },
  }, () => handled.length === 23);
  assert.deepEqual([...handled].sort(), [...bodies].sort());
  assert.deepEqual([tries, errors], [['1', '2', '3'], Array(2).fill('Unexpected message handler failure: not yet')]);
  await isEmpty(QueueUrl);
});

await step('in batches, what is not acknowledged comes back', async () => {
  const { QueueUrl, bodies } = await fill('batched', 30, { VisibilityTimeout: '1' });
  const acknowledged = new Set();
  let refused;
  await consume(QueueUrl, {
    batchSize: 10,
    handleMessageBatch: async messages => {
      const taken = messages.filter(message => message.Attributes.ApproximateReceiveCount > 1 || message.Body !== bodies[3]);
      refused ??= messages.find(message => !taken.includes(message));
      taken.forEach(message => acknowledged.add(message.Body));
      return taken;
    },
  }, () => acknowledged.size === 30);
  assert.equal(refused.Body, bodies[3]);
  assert.deepEqual([...acknowledged].sort(), [...bodies].sort());
  await isEmpty(QueueUrl);
});

await step('fifo in order', async () => {
  const { QueueUrl, bodies } = await fill('line.fifo', 12, { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  const handled = [];
  await consume(QueueUrl, {
    handleMessage: async message => {
      handled.push(message.Body);
      return message;
    },
  }, () => handled.length === 12);
  assert.deepEqual(handled, bodies);
  await isEmpty(QueueUrl);
});

await step('a heartbeat keeps a message hidden', async () => {
  const { QueueUrl } = await fill('slow', 1, { VisibilityTimeout: '4' });
  let began;
  let finish;
  const beginning = new Promise(resolve => (began = resolve));
  const handling = new Promise(resolve => (finish = resolve));
  let handled = 0;
  const consuming = consume(QueueUrl, {
    visibilityTimeout: 4,
    heartbeatInterval: 1,
    handleMessage: async message => {
      began();
      await handling;
      handled++;
      return message;
    },
  }, () => handled === 1);
  await beginning;
  // Without the heartbeat this poll, longer than the visibility timeout, would have the message.
  const { Messages } = await sqs.ReceiveMessage({ QueueUrl, WaitTimeSeconds: 6 });
  finish();
  assert.deepEqual(await consuming, []);
  assert.equal(Messages, undefined);
  await isEmpty(QueueUrl);
});
