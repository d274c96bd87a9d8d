// Works through an SQS server with the AWS SDK for JavaScript: client_steps.mjs PACKAGE PROTOCOL
// The client itself checks the digest of bodies; that of attributes is checked here.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { load, open, refusal, server, step, until } from './steps.mjs';

const [name, protocol] = process.argv.slice(2);
const api = load(name);
const sqs = open(api);
const answered = new Set();
const protocols = new Set();
sqs.middlewareStack.add(
  next => async args => {
    protocols.add(args.request.headers['content-type']);
    return await next(args);
  },
  { step: 'build', priority: 'low' },
);
sqs.middlewareStack.add(
  (next, context) => async args => {
    const result = await next(args);
    answered.add(context.commandName);
    return result;
  },
  { step: 'initialize' },
);

const awkward = 'a b+c&d=e%20;<x y="z">\'&amp;]]>\t\r\n \u{fc} e\u0301 \u65e5\u672c \u{1f600} \ufffd \u{10fffd}';
const all = { MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'], AttributeNames: ['All'] };
const bodies = result => (result.Messages ?? []).map(message => message.Body);
const ids = entries => (entries ?? []).map(entry => entry.Id);
const receive = (QueueUrl, more = {}) => sqs.ReceiveMessage({ QueueUrl, ...all, ...more });
const create = async (QueueName, Attributes, more = {}) => (await sqs.CreateQueue({ QueueName, Attributes, ...more })).QueueUrl;
const attributesOf = async (QueueUrl, ...AttributeNames) =>
  (await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: AttributeNames.length ? AttributeNames : ['All'] })).Attributes ?? {};
const arnOf = async url => (await attributesOf(url, 'QueueArn')).QueueArn;

const typed = {
  'string': { DataType: 'String', StringValue: awkward },
  'string.json': { DataType: 'String.json', StringValue: '{"a": 1}' },
  'count': { DataType: 'Number', StringValue: '-12.5' },
  'number.int': { DataType: 'Number.int', StringValue: '7' },
  'binary': { DataType: 'Binary', BinaryValue: Uint8Array.from({ length: 256 }, (_, at) => at) },
  'binary.png': { DataType: 'Binary.png', BinaryValue: Uint8Array.of(0, 255) },
};

function digest(attributes) {
  const hash = createHash('md5');
  const part = bytes => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of Object.keys(attributes).sort()) {
    const { DataType, StringValue, BinaryValue } = attributes[name];
    part(Buffer.from(name));
    part(Buffer.from(DataType));
    hash.update(Uint8Array.of(BinaryValue ? 2 : 1));
    part(BinaryValue ? Buffer.from(BinaryValue) : Buffer.from(StringValue));
  }

  return hash.digest('hex');
}

const plain = attributes => Object.fromEntries(Object.entries(attributes ?? {}).map(([name, { DataType, StringValue, BinaryValue }]) =>
  [name, BinaryValue ? [DataType, Buffer.from(BinaryValue).toString('base64')] : [DataType, StringValue]]));

let queue;

await step('create, get url', async () => {
  queue = await create('q', { VisibilityTimeout: '45', MessageRetentionPeriod: '600' }, { tags: { 'a b': 'c&d', '\u{fc}': '\u65e5\u672c' } });
  assert.equal(queue, `${server.endpoint}000000000000/q`);
  assert.equal((await sqs.GetQueueUrl({ QueueName: 'q' })).QueueUrl, queue);
  assert.equal((await sqs.GetQueueUrl({ QueueName: 'q', QueueOwnerAWSAccountId: '000000000000' })).QueueUrl, queue);
  assert.equal(await create('q', { VisibilityTimeout: '45' }), queue);
});

await step('queue attributes', async () => {
  const before = await attributesOf(queue);
  assert.deepEqual(
    [before.VisibilityTimeout, before.MessageRetentionPeriod, before.DelaySeconds, before.QueueArn, before.SqsManagedSseEnabled],
    ['45', '600', '0', 'arn:aws:sqs:us-east-1:000000000000:q', 'true']);
  await sqs.SetQueueAttributes({ QueueUrl: queue, Attributes: { VisibilityTimeout: '40', ReceiveMessageWaitTimeSeconds: '0', KmsMasterKeyId: 'alias/aws/sqs' } });
  assert.deepEqual(await attributesOf(queue, 'VisibilityTimeout', 'KmsMasterKeyId', 'SqsManagedSseEnabled'), { VisibilityTimeout: '40', KmsMasterKeyId: 'alias/aws/sqs', SqsManagedSseEnabled: 'false' });
});

await step('tags', async () => {
  assert.deepEqual((await sqs.ListQueueTags({ QueueUrl: queue })).Tags, { 'a b': 'c&d', '\u{fc}': '\u65e5\u672c' });
  await sqs.TagQueue({ QueueUrl: queue, Tags: { 'new': '1 < 2', 'empty': '' } });
  await sqs.UntagQueue({ QueueUrl: queue, TagKeys: ['\u{fc}', 'unknown'] });
  assert.deepEqual((await sqs.ListQueueTags({ QueueUrl: queue })).Tags, { 'a b': 'c&d', 'new': '1 < 2', 'empty': '' });
  const bare = await create('bare');
  assert.deepEqual((await sqs.ListQueueTags({ QueueUrl: bare })).Tags ?? {}, {});
});

await step('permissions', async () => {
  await sqs.AddPermission({ QueueUrl: queue, Label: 'l', AWSAccountIds: ['111111111111', '222222222222'], Actions: ['SendMessage', 'ReceiveMessage'] });
  const [statement] = JSON.parse((await attributesOf(queue, 'Policy')).Policy).Statement;
  assert.equal(statement.Sid, 'l');
  assert.deepEqual([statement.Effect, statement.Principal.AWS.length, statement.Action.length], ['Allow', 2, 2]);
  await sqs.RemovePermission({ QueueUrl: queue, Label: 'l' });
  assert.deepEqual(await attributesOf(queue, 'Policy'), {});
});

await step('pages of queues', async () => {
  const created = await Promise.all(Array.from({ length: 5 }, (_, at) => create(`page-${at}`)));
  const pages = [];
  for await (const page of api.paginateListQueues({ client: sqs, pageSize: 2 }, { QueueNamePrefix: 'page-' })) {
    pages.push(page.QueueUrls ?? []);
  }

  assert.deepEqual(pages.map(page => page.length), [2, 2, 1]);
  assert.deepEqual(pages.flat().sort(), created.sort());
  const unpaged = await sqs.ListQueues({ QueueNamePrefix: 'page-' });
  assert.deepEqual([unpaged.QueueUrls.length, unpaged.NextToken], [5, undefined]);
  assert.deepEqual((await sqs.ListQueues({ QueueNamePrefix: 'nothing' })).QueueUrls ?? [], []);
});

await step('attributes of all types, unicode', async () => {
  const trace = { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-5759e988-bd862e3fe1be46a994272793' } };
  const sent = await sqs.SendMessage({ QueueUrl: queue, MessageBody: awkward, MessageAttributes: typed, MessageSystemAttributes: trace });
  const [got] = (await receive(queue)).Messages;
  assert.deepEqual([got.Body, got.MessageId], [awkward, sent.MessageId]);
  assert.deepEqual(plain(got.MessageAttributes), plain(typed));
  assert.deepEqual([sent.MD5OfMessageAttributes, got.MD5OfMessageAttributes], [digest(typed), digest(typed)]);
  assert.equal(sent.MD5OfMessageSystemAttributes, digest(trace));
  assert.equal(got.Attributes.AWSTraceHeader, trace.AWSTraceHeader.StringValue);
  assert.deepEqual([got.Attributes.ApproximateReceiveCount, got.Attributes.SenderId], ['1', '000000000000']);
  assert.ok(Number(got.Attributes.SentTimestamp) <= Number(got.Attributes.ApproximateFirstReceiveTimestamp));
  await sqs.DeleteMessage({ QueueUrl: queue, ReceiptHandle: got.ReceiptHandle });
});

await step('attributes by name', async () => {
  await sqs.SendMessage({ QueueUrl: queue, MessageBody: 'filtered', MessageAttributes: typed });
  const result = await sqs.ReceiveMessage({
    QueueUrl: queue,
    MessageAttributeNames: ['number.*', 'string.json'],
    AttributeNames: ['SentTimestamp'],
    MessageSystemAttributeNames: ['SentTimestamp'],
  });
  const [got] = result.Messages;
  await sqs.DeleteMessage({ QueueUrl: queue, ReceiptHandle: got.ReceiptHandle });
  const picked = Object.fromEntries(['number.int', 'string.json'].map(each => [each, typed[each]]));
  assert.deepEqual(plain(got.MessageAttributes), plain(picked));
  assert.equal(got.MD5OfMessageAttributes, digest(picked));
  assert.deepEqual(Object.keys(got.Attributes), ['SentTimestamp']);
});

await step('visibility', async () => {
  await sqs.SendMessage({ QueueUrl: queue, MessageBody: 'seen' });
  const [first] = (await receive(queue)).Messages;
  assert.deepEqual(bodies(await receive(queue)), []);
  await sqs.ChangeMessageVisibility({ QueueUrl: queue, ReceiptHandle: first.ReceiptHandle, VisibilityTimeout: 0 });
  const [second] = (await receive(queue, { VisibilityTimeout: 1 })).Messages;
  assert.notEqual(second.ReceiptHandle, first.ReceiptHandle);
  assert.equal(second.Attributes.ApproximateReceiveCount, '2');
  const [third] = (await receive(queue, { WaitTimeSeconds: 20 })).Messages; // it comes back by itself
  assert.equal(third.Attributes.ApproximateReceiveCount, '3');
  await sqs.ChangeMessageVisibility({ QueueUrl: queue, ReceiptHandle: third.ReceiptHandle, VisibilityTimeout: 600 });
  assert.equal((await attributesOf(queue)).ApproximateNumberOfMessagesNotVisible, '1');
  await sqs.DeleteMessage({ QueueUrl: queue, ReceiptHandle: third.ReceiptHandle });
  assert.equal((await attributesOf(queue)).ApproximateNumberOfMessagesNotVisible, '0');
});

await step('batches', async () => {
  const Entries = Array.from({ length: 10 }, (_, at) => ({ Id: `e${at}`, MessageBody: `${at} ${awkward}`, MessageAttributes: at % 2 ? typed : undefined }));
  const sent = await sqs.SendMessageBatch({ QueueUrl: queue, Entries });
  assert.deepEqual([ids(sent.Successful), ids(sent.Failed)], [ids(Entries), []]);
  assert.deepEqual(sent.Successful.map(entry => entry.MD5OfMessageAttributes), Entries.map(entry => (entry.MessageAttributes ? digest(typed) : undefined)));
  const got = (await receive(queue)).Messages;
  assert.deepEqual(got.map(message => message.Body).sort(), Entries.map(entry => entry.MessageBody).sort());
  const handles = got.map(({ ReceiptHandle }, at) => ({ Id: `h${at}`, ReceiptHandle }));
  const changed = await sqs.ChangeMessageVisibilityBatch({ QueueUrl: queue, Entries: handles.map(entry => ({ ...entry, VisibilityTimeout: 100 })) });
  assert.deepEqual([ids(changed.Successful), ids(changed.Failed)], [ids(handles), []]);
  const deleted = await sqs.DeleteMessageBatch({ QueueUrl: queue, Entries: handles });
  assert.deepEqual([ids(deleted.Successful), ids(deleted.Failed)], [ids(handles), []]);
});

await step('batches that fail in part', async () => {
  const small = await create('small', { MaximumMessageSize: '1024' });
  const failures = result => (result.Failed ?? []).map(entry => [entry.Id, entry.Code, entry.SenderFault, typeof entry.Message]);
  const sent = await sqs.SendMessageBatch({
    QueueUrl: small,
    Entries: [
      { Id: 'good', MessageBody: 'x' },
      { Id: 'long', MessageBody: 'x'.repeat(1025) },
      { Id: 'control', MessageBody: '\u0001' },
      { Id: 'late', MessageBody: 'x', DelaySeconds: 901 },
      { Id: 'number', MessageBody: 'x', MessageAttributes: { n: { DataType: 'Number', StringValue: 'seven' } } },
      { Id: 'good-too', MessageBody: 'y' },
    ],
  });
  assert.deepEqual(ids(sent.Successful), ['good', 'good-too']);
  assert.deepEqual(failures(sent), [
    ['long', 'InvalidParameterValue', true, 'string'],
    ['control', 'InvalidMessageContents', true, 'string'],
    ['late', 'InvalidParameterValue', true, 'string'],
    ['number', 'InvalidParameterValue', true, 'string'],
  ]);
  const [{ ReceiptHandle }] = (await receive(small, { MaxNumberOfMessages: 1 })).Messages;
  const bad = { Id: 'bad', ReceiptHandle: 'made up' };
  const changed = await sqs.ChangeMessageVisibilityBatch({
    QueueUrl: small,
    Entries: [{ Id: 'good', ReceiptHandle, VisibilityTimeout: 60 }, { Id: 'far', ReceiptHandle, VisibilityTimeout: 43_201 }, { ...bad, VisibilityTimeout: 60 }],
  });
  assert.deepEqual(ids(changed.Successful), ['good']);
  assert.deepEqual(failures(changed), [['far', 'InvalidParameterValue', true, 'string'], ['bad', 'ReceiptHandleIsInvalid', true, 'string']]);
  const deleted = await sqs.DeleteMessageBatch({ QueueUrl: small, Entries: [bad, { Id: 'good', ReceiptHandle }] });
  assert.deepEqual([ids(deleted.Successful), failures(deleted)], [['good'], [['bad', 'ReceiptHandleIsInvalid', true, 'string']]]);
});

await step('delays, long poll', async () => {
  const later = await create('later', { DelaySeconds: '1', ReceiveMessageWaitTimeSeconds: '20' });
  assert.deepEqual(bodies(await receive(later, { WaitTimeSeconds: 1 })), []);
  const waiting = receive(later);
  await sqs.SendMessage({ QueueUrl: later, MessageBody: 'at once', DelaySeconds: 0 });
  assert.deepEqual(bodies(await waiting), ['at once']);
  await sqs.SendMessage({ QueueUrl: later, MessageBody: 'much later', DelaySeconds: 900 });
  await sqs.SendMessage({ QueueUrl: later, MessageBody: 'soon' });
  assert.equal((await attributesOf(later, 'ApproximateNumberOfMessagesDelayed')).ApproximateNumberOfMessagesDelayed, '2');
  assert.deepEqual(bodies(await receive(later, { WaitTimeSeconds: 0 })), []);
  assert.deepEqual(bodies(await receive(later)), ['soon']);
});

await step('fifo order, deduplication, groups', async () => {
  const fifo = await create('q.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  const send = (MessageBody, MessageGroupId, MessageDeduplicationId) => sqs.SendMessage({ QueueUrl: fifo, MessageBody, MessageGroupId, MessageDeduplicationId });
  const [first, again] = [await send('0', 'a', 'd0'), await send('other', 'a', 'd0')];
  assert.deepEqual([again.MessageId, again.SequenceNumber], [first.MessageId, first.SequenceNumber]);
  assert.equal((await send('1', 'a')).MessageId, (await send('1', 'a')).MessageId);
  const batch = await sqs.SendMessageBatch({ QueueUrl: fifo, Entries: ['2', '3', '3'].map((MessageBody, at) => ({ Id: `${at}`, MessageBody, MessageGroupId: 'a' })) });
  assert.equal(batch.Successful[1].MessageId, batch.Successful[2].MessageId);
  assert.ok(BigInt(first.SequenceNumber) < BigInt(batch.Successful[0].SequenceNumber) && BigInt(batch.Successful[0].SequenceNumber) < BigInt(batch.Successful[1].SequenceNumber));
  await send('b0', 'b');

  const ReceiveRequestAttemptId = 'attempt-1';
  const [head] = (await receive(fifo, { MaxNumberOfMessages: 1, ReceiveRequestAttemptId })).Messages;
  assert.deepEqual([head.Body, head.Attributes.MessageGroupId, head.Attributes.MessageDeduplicationId, head.Attributes.SequenceNumber], ['0', 'a', 'd0', first.SequenceNumber]);
  assert.deepEqual(bodies(await receive(fifo, { MaxNumberOfMessages: 1, ReceiveRequestAttemptId })), ['0']);
  assert.deepEqual(bodies(await receive(fifo)), ['b0']);
  assert.deepEqual(bodies(await receive(fifo)), []);
  await sqs.DeleteMessage({ QueueUrl: fifo, ReceiptHandle: head.ReceiptHandle });
  assert.deepEqual(bodies(await receive(fifo)), ['1', '2', '3']);
});

let dead;

await step('dead letters', async () => {
  dead = await create('dead');
  const deadArn = await arnOf(dead);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: deadArn, maxReceiveCount: 1 });
  const work = await Promise.all([0, 1, 2].map(at => create(`work-${at}`, { RedrivePolicy })));
  const pages = [];
  for await (const page of api.paginateListDeadLetterSourceQueues({ client: sqs, pageSize: 2 }, { QueueUrl: dead })) {
    pages.push(page.queueUrls ?? []);
  }

  assert.deepEqual(pages.map(page => page.length), [2, 1]);
  assert.deepEqual(pages.flat().sort(), work);
  for (const MessageBody of ['p0', 'p1', 'p2']) {
    await sqs.SendMessage({ QueueUrl: work[0], MessageBody, MessageAttributes: typed });
  }

  assert.equal((await receive(work[0], { VisibilityTimeout: 0 })).Messages.length, 3);
  assert.deepEqual(bodies(await receive(work[0])), []);
  const got = (await receive(dead, { VisibilityTimeout: 0 })).Messages;
  assert.deepEqual(got.map(message => message.Body).sort(), ['p0', 'p1', 'p2']);
  assert.deepEqual(got.map(message => message.Attributes.DeadLetterQueueSourceArn), Array(3).fill(await arnOf(work[0])));
  assert.deepEqual(plain(got[0].MessageAttributes), plain(typed));
});

await step('move tasks', async () => {
  const SourceArn = await arnOf(dead);
  const tasks = async MaxResults => (await sqs.ListMessageMoveTasks({ SourceArn, MaxResults })).Results ?? [];
  assert.deepEqual(await tasks(), []);
  const { TaskHandle } = await sqs.StartMessageMoveTask({ SourceArn });
  assert.equal(typeof TaskHandle, 'string');
  const [done] = await until(() => tasks(1), ([task]) => task.Status === 'COMPLETED');
  assert.deepEqual([done.ApproximateNumberOfMessagesMoved, done.ApproximateNumberOfMessagesToMove, done.SourceArn, done.TaskHandle], [3, 3, SourceArn, undefined]);
  assert.ok(Math.abs(done.StartedTimestamp - Date.now()) < 3_600_000);
  const origin = (await sqs.GetQueueUrl({ QueueName: 'work-0' })).QueueUrl;
  const back = await receive(origin, { WaitTimeSeconds: 20 });
  assert.deepEqual(bodies(back).sort(), ['p0', 'p1', 'p2']);

  const DestinationArn = await arnOf(await create('elsewhere'));
  const Entries = Array.from({ length: 10 }, (_, at) => ({ Id: `${at}`, MessageBody: `slow ${at}` }));
  await sqs.SendMessageBatch({ QueueUrl: dead, Entries });
  const slow = await sqs.StartMessageMoveTask({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: 1 });
  const [running] = await tasks();
  assert.deepEqual([running.Status, running.TaskHandle, running.DestinationArn, running.MaxNumberOfMessagesPerSecond], ['RUNNING', slow.TaskHandle, DestinationArn, 1]);
  const cancelled = await sqs.CancelMessageMoveTask({ TaskHandle: slow.TaskHandle });
  assert.ok(cancelled.ApproximateNumberOfMessagesMoved < 10);
  const [last, before] = await until(() => tasks(10), ([task]) => task.Status === 'CANCELLED');
  assert.deepEqual([last.ApproximateNumberOfMessagesToMove, before.Status], [10, 'COMPLETED']);
});

await step('purge', async () => {
  await receive(dead, { MaxNumberOfMessages: 2 });
  await sqs.SendMessage({ QueueUrl: dead, MessageBody: 'later', DelaySeconds: 900 });
  await sqs.PurgeQueue({ QueueUrl: dead });
  const counts = await attributesOf(dead);
  assert.deepEqual(['', 'NotVisible', 'Delayed'].map(kind => counts[`ApproximateNumberOfMessages${kind}`]), ['0', '0', '0']);
});

await step('delete queue', async () => {
  await sqs.DeleteQueue({ QueueUrl: queue });
  assert.deepEqual((await sqs.ListQueues({ QueueNamePrefix: 'q' })).QueueUrls, [`${server.endpoint}000000000000/q.fifo`]);
  await refusal(() => sqs.GetQueueUrl({ QueueName: 'q' }));
});

await step('every action was answered', () => {
  const actions = Object.keys(api).filter(each => each.endsWith('Command') && each !== '$Command').sort();
  assert.equal(actions.length, 23);
  assert.deepEqual([...answered].sort(), actions);
  assert.deepEqual([...protocols], [protocol === 'json' ? 'application/x-amz-json-1.0' : 'application/x-www-form-urlencoded']);
});
