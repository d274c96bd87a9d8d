namespace Sqs.Client.Signing;
