// Has an SQS server refuse requests of the AWS SDK for JavaScript, and holds what that makes of it against what SQS would cause:
// error_steps.mjs PACKAGE
// An error that the package knows must be its own exception; any other must be the general one, with the code as its name.
import assert from 'node:assert/strict';
import { load, open, refusal, server, step } from './steps.mjs';

const api = load(process.argv[2]);
const sqs = open(api);
const prefix = 'AWS.SimpleQueueService.';
const arn = name => `arn:aws:sqs:${server.region}:000000000000:${name}`;
const entries = (count, entry) => Array.from({ length: count }, (_, at) => entry(at));
const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'q' });
const { QueueUrl: gone } = await sqs.CreateQueue({ QueueName: 'gone' });
await sqs.DeleteQueue({ QueueUrl: gone });
await sqs.PurgeQueue({ QueueUrl });

function isRefused(shape, code, status, call) {
  return step(`${shape} ${code}`, async () => {
    const { error, ...saw } = await refusal(call);
    const isTyped = api[shape] !== undefined;
    assert.deepEqual(saw, { name: isTyped ? shape : code, code, fault: 'Sender', status });
    assert.ok(error instanceof (api[shape] ?? api.SQSServiceException));
    assert.equal(error.$fault, 'client');
    assert.match(error.$metadata.requestId, /^[0-9a-f-]{36}$/);
  });
}

// What the server's own rules refuse.
await isRefused('QueueDoesNotExist', `${prefix}NonExistentQueue`, 400, () => sqs.GetQueueUrl({ QueueName: 'nothing' }));
await isRefused('QueueNameExists', 'QueueAlreadyExists', 400, () => sqs.CreateQueue({ QueueName: 'q', Attributes: { VisibilityTimeout: '1' } }));
await isRefused('QueueDeletedRecently', `${prefix}QueueDeletedRecently`, 400, () => sqs.CreateQueue({ QueueName: 'gone' }));
await isRefused('PurgeQueueInProgress', `${prefix}PurgeQueueInProgress`, 403, () => sqs.PurgeQueue({ QueueUrl }));
await isRefused('InvalidAddress', 'InvalidAddress', 404, () => sqs.PurgeQueue({ QueueUrl: `${server.endpoint}q` }));
await isRefused('InvalidAttributeName', 'InvalidAttributeName', 400, () => sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['Colour'] }));
await isRefused('InvalidAttributeValue', 'InvalidAttributeValue', 400, () => sqs.SetQueueAttributes({ QueueUrl, Attributes: { VisibilityTimeout: '-1' } }));
await isRefused('InvalidMessageContents', 'InvalidMessageContents', 400, () => sqs.SendMessage({ QueueUrl, MessageBody: '\u0001' }));
await isRefused('ReceiptHandleIsInvalid', 'ReceiptHandleIsInvalid', 400, () => sqs.DeleteMessage({ QueueUrl, ReceiptHandle: 'made up' }));
await isRefused('EmptyBatchRequest', `${prefix}EmptyBatchRequest`, 400, () => sqs.SendMessageBatch({ QueueUrl, Entries: [] }));
await isRefused('TooManyEntriesInBatchRequest', `${prefix}TooManyEntriesInBatchRequest`, 400,
  () => sqs.SendMessageBatch({ QueueUrl, Entries: entries(11, at => ({ Id: `${at}`, MessageBody: 'x' })) }));
await isRefused('InvalidBatchEntryId', `${prefix}InvalidBatchEntryId`, 400, () => sqs.DeleteMessageBatch({ QueueUrl, Entries: [{ Id: 'a b', ReceiptHandle: 'x' }] }));
await isRefused('BatchEntryIdsNotDistinct', `${prefix}BatchEntryIdsNotDistinct`, 400,
  () => sqs.DeleteMessageBatch({ QueueUrl, Entries: entries(2, () => ({ Id: 'a', ReceiptHandle: 'x' })) }));
await isRefused('BatchRequestTooLong', `${prefix}BatchRequestTooLong`, 400,
  () => sqs.SendMessageBatch({ QueueUrl, Entries: entries(2, at => ({ Id: `${at}`, MessageBody: 'x'.repeat(600_000) })) }));
await isRefused('UnsupportedOperation', `${prefix}UnsupportedOperation`, 400,
  () => sqs.SendMessage({ QueueUrl, MessageBody: 'x', MessageAttributes: { a: { DataType: 'String', StringListValues: ['a'] } } }));
await isRefused('OverLimit', 'OverLimit', 403, () => sqs.AddPermission({ QueueUrl, Label: 'l', AWSAccountIds: ['*'], Actions: entries(8, () => 'SendMessage') }));
await isRefused('ResourceNotFoundException', 'ResourceNotFoundException', 404, () => sqs.StartMessageMoveTask({ SourceArn: arn('nothing') }));
await isRefused('InvalidParameterValueException', 'InvalidParameterValue', 400, () => sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 11 }));
await isRefused('MissingRequiredParameterException', 'MissingParameter', 400, () => sqs.SendMessage({ QueueUrl, MessageBody: '' }));

// Credentials.
const as = (credentials, more) => open(api, { credentials: { ...server.credentials, ...credentials }, ...more });
await isRefused('UnrecognizedClientException', 'InvalidClientTokenId', 403, () => as({ accessKeyId: 'AKIASTRANGER' }).ListQueues({}));
await isRefused('InvalidSignatureException', 'SignatureDoesNotMatch', 403, () => as({ secretAccessKey: 'wrong' }).ListQueues({}));
const temporary = { accessKeyId: process.env.SQS_TEMPORARY_KEY, secretAccessKey: process.env.SQS_TEMPORARY_SECRET, sessionToken: process.env.SQS_TEMPORARY_TOKEN };
await step('temporary credentials', async () => {
  assert.deepEqual((await as(temporary).ListQueues({})).QueueUrls, [QueueUrl]);
  const { code } = await refusal(() => as({ ...temporary, sessionToken: 'wrong' }).ListQueues({}));
  assert.equal(code, 'InvalidClientTokenId');
});

// What a fault of the server makes up, each on a queue of its own.
for (const { Queue, Shape, Code, Status } of JSON.parse(process.env.SQS_FAULTS)) {
  const message = { QueueUrl: `${server.endpoint}000000000000/${Queue}`, ReceiptHandle: 'x', VisibilityTimeout: 1 };
  await isRefused(Shape, Code, Status, () => (Shape === 'InvalidIdFormat' ? sqs.DeleteMessage(message) : sqs.ChangeMessageVisibility(message)));
}

// What the client itself sets right.
await step('throttled twice, then answered', async () => {
  const { $metadata } = await open(api, { maxAttempts: 3 }).CreateQueue({ QueueName: 'throttled' });
  assert.deepEqual([$metadata.httpStatusCode, $metadata.attempts], [200, 3]);
});
await step('a clock an hour behind the server\'s', async () => {
  const late = open(api, { endpoint: process.env.SQS_LATER_ENDPOINT, maxAttempts: 2 });
  await late.ListQueues({}).catch(error => assert.equal(error.name, 'SignatureDoesNotMatch')); // 3.445 sets its clock, but does not try again
  const { $metadata } = await late.ListQueues({});
  assert.deepEqual([$metadata.httpStatusCode, $metadata.attempts], [200, 1]);
});
