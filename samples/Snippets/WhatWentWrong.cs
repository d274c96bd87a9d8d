using Sqs.Client;
using Sqs.Client.LocalServer;

namespace Snippets;

internal static class WhatWentWrong
{
    public static async Task RunAsync(LocalSqs server)
    {
        await using var client = Clients.For(server);
        await SendAsync(client, $"{server.Endpoint}{server.AccountId}/no-such-queue", "Hello");
        await SendAsync(client, $"{server.Endpoint}{server.AccountId}/orders", "");
    }

    private static async Task SendAsync(ISqsClient client, string queueUrl, string text)
    {
        try
        {
            await client.SendMessageAsync(new SendMessageRequest { QueueUrl = queueUrl, MessageBody = text });
        }
        catch (SqsValidationException refused)
        {
            Console.WriteLine($"Not sent. {refused.Member}: {refused.Rule}");
        }
        catch (QueueDoesNotExistException)
        {
            Console.WriteLine("There is no such queue.");
        }
        catch (SqsException failed) when (failed.OutcomeUnknown)
        {
            Console.WriteLine($"It may have been stored, after {failed.Attempts} attempts.");
        }
        catch (SqsException failed)
        {
            Console.WriteLine($"{failed.ErrorCode}, {failed.Fault} fault, HTTP {failed.StatusCode}, request {failed.RequestId}");
        }
    }
}
