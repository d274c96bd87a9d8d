// Sends with sqs-producer, in batches that it cuts itself.
import assert from 'node:assert/strict';
import { load, open, server, step } from './steps.mjs';

const api = load('@aws-sdk/client-sqs');
const { Producer } = load('sqs-producer');
const sqs = open(api);
const client = new api.SQSClient({ ...server, maxAttempts: 1 });

async function queueWithProducer(QueueName, Attributes = {}) {
  const { QueueUrl } = await sqs.CreateQueue({ QueueName, Attributes });
  return { QueueUrl, producer: Producer.create({ queueUrl: QueueUrl, sqs: client, batchSize: 10 }) };
}

async function drain(QueueUrl) {
  const messages = [];
  for (;;) {
    const { Messages = [] } = await sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] });
    if (Messages.length === 0) {
      return messages;
    }

    messages.push(...Messages);
    await sqs.DeleteMessageBatch({ QueueUrl, Entries: Messages.map(({ ReceiptHandle }, Id) => ({ Id: `${Id}`, ReceiptHandle })) });
  }
}

await step('many texts in batches', async () => {
  const { QueueUrl, producer } = await queueWithProducer('texts');
  const texts = Array.from({ length: 25 }, (_, at) => `text-${at}`);
  const sent = await producer.send(texts);
  assert.deepEqual(sent.map(entry => entry.Id), texts);
  assert.equal(await producer.queueSize(), 25);
  const got = await drain(QueueUrl);
  assert.deepEqual(got.map(message => message.Body).sort(), [...texts].sort());
  assert.deepEqual(got.map(message => message.MessageId).sort(), sent.map(entry => entry.MessageId).sort());
});

await step('attributes and delays', async () => {
  const { QueueUrl, producer } = await queueWithProducer('rich');
  const messageAttributes = {
    text: { DataType: 'String', StringValue: '\u{fc} \u{1f600}' },
    number: { DataType: 'Number.int', StringValue: '7' },
    bytes: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 1, 255) },
  };
  await producer.send([{ id: 'now', body: 'now \u{1f600}', messageAttributes }, { id: 'later', body: 'later', delaySeconds: 900 }]);
  const [got, ...others] = await drain(QueueUrl);
  assert.deepEqual([got.Body, others], ['now \u{1f600}', []]);
  assert.deepEqual([got.MessageAttributes.text.StringValue, got.MessageAttributes.number], [messageAttributes.text.StringValue, messageAttributes.number]);
  assert.deepEqual([...got.MessageAttributes.bytes.BinaryValue], [0, 1, 255]);
});

await step('fifo in order', async () => {
  const { QueueUrl, producer } = await queueWithProducer('line.fifo', { FifoQueue: 'true' });
  const messages = Array.from({ length: 12 }, (_, at) => ({ id: `m${at}`, body: `${at}`, groupId: 'g', deduplicationId: `d${at % 11}` }));
  const sent = await producer.send(messages);
  assert.equal(sent[11].MessageId, sent[0].MessageId);
  assert.deepEqual((await drain(QueueUrl)).map(message => message.Body), messages.slice(0, 11).map(message => message.body));
});

await step('a batch that fails in part', async () => {
  const { QueueUrl, producer } = await queueWithProducer('partly', { MaximumMessageSize: '1024' });
  const messages = Array.from({ length: 12 }, (_, at) => ({ id: `m${at}`, body: at % 5 === 0 ? 'x'.repeat(1025) : `${at}` }));
  await assert.rejects(producer.send(messages), error => {
    assert.deepEqual([error.constructor.name, error.failedMessages], ['FailedMessagesError', ['m0', 'm5', 'm10']]);
    return true;
  });
  assert.equal((await drain(QueueUrl)).length, 9);
});

await step('an unknown queue', async () => {
  const producer = Producer.create({ queueUrl: `${server.endpoint}000000000000/nothing`, sqs: client });
  await assert.rejects(producer.send('x'), error => error instanceof api.QueueDoesNotExist);
});
