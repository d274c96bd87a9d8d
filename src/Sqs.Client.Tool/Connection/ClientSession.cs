using Sqs.Client.Tool.Output;

namespace Sqs.Client.Tool.Connection;

/// <summary>A client for the length of a command, and where its answer is shown.</summary>
internal sealed class ClientSession : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly AwsSdkCredentialsSource _credentials;

    private ClientSession(ToolHost host, ClientSettings settings, SqsClientOptions options, HttpClient http, AwsSdkCredentialsSource credentials, AnswerRecorder answers)
    {
        (Host, Answers, _http, _credentials) = (host, answers, http, credentials);
        Client = new SqsClient(options, http);
        Clients = new SqsClientFactory(options, http);
        Output = new ToolOutput(host, settings.IsJson);
    }

    public ToolHost Host { get; }

    public SqsClient Client { get; }

    /// <summary>Clients of other regions, over the same connections and credentials.</summary>
    public SqsClientFactory Clients { get; }

    /// <summary>What the service answered, as it came.</summary>
    public AnswerRecorder Answers { get; }

    public ToolOutput Output { get; }

    public static ClientSession Open(ToolHost host, ClientSettings settings)
    {
        var answers = new AnswerRecorder(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var http = new HttpClient(answers) { Timeout = Timeout.InfiniteTimeSpan };
        var places = new AwsCredentialsOptions { Profile = settings.Profile, Region = settings.Region, TimeProvider = host.Time, Variables = host.Variables };
        var credentials = new AwsSdkCredentialsSource(places);
        try
        {
            return new ClientSession(host, settings, Options(host, settings, credentials, AwsSdkRegion.FindConfigured(places)), http, credentials, answers);
        }
        catch (SqsValidationException refused)
        {
            credentials.Dispose();
            http.Dispose();
            throw ToolException.Misuse($"{NameOf(refused.Member)}: {RuleOf(refused)}.");
        }
    }

    /// <summary>Opens a queue of this account, of the one that the reference names, or of another.</summary>
    public Task<SqsQueue> OpenQueueAsync(QueueReference queue, CancellationToken stop, string? account = null) =>
        SqsQueue.OpenAsync(
            Client,
            queue.In(Client.Region),
            new SqsQueueOptions { OwnerAccountId = queue.OwnerOr(account), TimeProvider = Host.Time },
            stop);

    /// <summary>The ARN of a queue, which costs a call unless the reference is one.</summary>
    public async Task<string> ArnOfAsync(QueueReference queue, CancellationToken stop)
    {
        if (queue.Arn is { } arn)
        {
            return arn;
        }

        var opened = await OpenQueueAsync(queue, stop).ConfigureAwait(false);
        var answer = await Client.GetQueueAttributesAsync(
            new GetQueueAttributesRequest { QueueUrl = opened.Url, AttributeNames = [QueueAttributeName.QueueArn] }, stop).ConfigureAwait(false);
        return answer.Attributes.GetValueOrDefault(QueueAttributeName.QueueArn)
            ?? throw new ToolException($"the service did not name the ARN of '{opened.Name}'.", ExitCodes.Failed);
    }

    public async ValueTask DisposeAsync()
    {
        await Clients.DisposeAsync().ConfigureAwait(false);
        await Client.DisposeAsync().ConfigureAwait(false);
        await _credentials.DisposeAsync().ConfigureAwait(false);
        _http.Dispose();
    }

    private static SqsClientOptions Options(ToolHost host, ClientSettings settings, AwsSdkCredentialsSource credentials, string? region) => new()
    {
        Endpoint = settings.Endpoint ?? EndpointFrom(host.Variables),
        AllowInsecureEndpoint = settings.AllowHttp,
        Region = region,
        Protocol = settings.Protocol,
        Credentials = credentials,
        TimeProvider = host.Time,
        ApplicationId = "sqs",
    };

    private static Uri? EndpointFrom(Func<string, string?> variables)
    {
        foreach (var variable in (ReadOnlySpan<string>)["AWS_ENDPOINT_URL_SQS", "AWS_ENDPOINT_URL"])
        {
            if (Set(variables, variable) is { } text)
            {
                return Uri.TryCreate(text, UriKind.Absolute, out var endpoint)
                    ? endpoint
                    : throw ToolException.Misuse($"{variable}: must be an absolute http or https URL.");
            }
        }

        return null;
    }

    private static string? Set(Func<string, string?> variables, string name) => variables(name)?.Trim() is { Length: > 0 } value ? value : null;

    private static string NameOf(string member) => member switch
    {
        nameof(SqsClientOptions.Endpoint) => "--endpoint",
        nameof(SqsClientOptions.Region) => "--region",
        _ => member,
    };

    private static string RuleOf(SqsValidationException refused) => refused.Rule
        .Replace("give Region, or set", "give it, or set", StringComparison.Ordinal)
        .Replace("set AllowInsecureEndpoint", "add --allow-http", StringComparison.Ordinal);
}
