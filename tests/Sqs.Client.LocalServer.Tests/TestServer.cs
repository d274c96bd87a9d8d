using System.Text;
using System.Xml.Linq;

namespace Sqs.Client.LocalServer.Tests;

/// <summary>A server on a clock of the test, and form bodies written by hand.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly HttpClient _http;

    private TestServer(LocalSqs server, VirtualClock clock, HttpMessageHandler handler)
    {
        Server = server;
        Clock = clock;
        _http = new HttpClient(handler) { BaseAddress = server.Endpoint, Timeout = TimeSpan.FromSeconds(30) };
    }

    public LocalSqs Server { get; }

    public VirtualClock Clock { get; }

    public HttpClient Http => _http;

    public static async Task<TestServer> StartAsync(Action<LocalSqsOptions>? configure = null)
    {
        var clock = new VirtualClock();
        var options = new LocalSqsOptions { TimeProvider = clock, VerifySignatures = false };
        configure?.Invoke(options);
        var server = await LocalSqs.StartAsync(options);
        return new TestServer(server, clock, options.Listen ? new SocketsHttpHandler() : server.CreateHandler());
    }

    public string UrlOf(string queue) => $"{Server.Endpoint}000000000000/{queue}";

    /// <summary>Posts a form body as it stands, to the root or to a queue's path.</summary>
    public async Task<Answer> PostAsync(string form, string path = "/", CancellationToken cancellation = default)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(form));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        using var response = await _http.PostAsync(path, content, cancellation);
        return await Answer.ReadAsync(response);
    }

    /// <summary>An action on a queue, which must succeed.</summary>
    public async Task<Answer> DoAsync(string action, string queue, string rest = "")
    {
        var answer = await PostAsync($"Action={action}&Version=2012-11-05{(rest.Length > 0 ? "&" + rest : "")}", $"/000000000000/{queue}");
        Assert.True(answer.Status == 200, answer.Text);
        return answer;
    }

    public async Task CreateAsync(string name, string rest = "") => Assert.Equal(200, (await PostAsync($"Action=CreateQueue&QueueName={name}{(rest.Length > 0 ? "&" + rest : "")}")).Status);

    public Task<Answer> FailAsync(string action, string queue, string rest = "") =>
        PostAsync($"Action={action}&Version=2012-11-05{(rest.Length > 0 ? "&" + rest : "")}", $"/000000000000/{queue}");

    /// <summary>Waits, on the real clock, until that many long polls wait in the server.</summary>
    public async Task UntilWaitingAsync(int polls)
    {
        for (var turn = 0; Server.WaitingPolls != polls; turn++)
        {
            Assert.True(turn < 2000, $"{Server.WaitingPolls} polls wait, expected {polls}.");
            await Task.Delay(5);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>What the server answered.</summary>
internal sealed record Answer(int Status, string Text, HttpResponseMessage Response)
{
    private static readonly XNamespace Namespace = "http://queue.amazonaws.com/doc/2012-11-05/";

    public XElement Xml => XElement.Parse(Text, LoadOptions.PreserveWhitespace);

    public string? Code => One("Code");

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) =>
        new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response);

    /// <summary>The text of the first element of that name.</summary>
    public string? One(string name) => Xml.Descendants(Namespace + name).FirstOrDefault()?.Value;

    public IReadOnlyList<string> All(string name) => [.. Xml.Descendants(Namespace + name).Select(element => element.Value)];

    /// <summary>The value of a named attribute (or tag).</summary>
    public string? Attribute(string name) =>
        Xml.Descendants(Namespace + "Value").FirstOrDefault(value => (value.Parent!.Element(Namespace + "Name") ?? value.Parent.Element(Namespace + "Key"))?.Value == name)?.Value;
}
