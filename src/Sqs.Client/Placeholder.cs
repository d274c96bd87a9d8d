namespace Sqs.Client;
