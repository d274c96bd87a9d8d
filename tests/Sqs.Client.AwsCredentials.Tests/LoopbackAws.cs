using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sqs.Client.Aws.Tests;

/// <summary>
/// The endpoints that give credentials out, on loopback: a container's, an instance's (second version only), AWS STS, the portal and the OIDC service
/// of IAM Identity Center. The n-th credentials are key n with secret n and token n.
/// </summary>
internal sealed class LoopbackAws : IAsyncDisposable
{
    private const string InstanceToken = "an-instance-token";
    private readonly WebApplication _application;
    private int _issued;

    private LoopbackAws(WebApplication application) => _application = application;

    public string Url => _application.Urls.First();

    /// <summary>What was asked, in order: method, path, and what matters of the rest.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public int Issued => Volatile.Read(ref _issued);

    /// <summary>What the Authorization header of a container has to be; null for none.</summary>
    public string? Authorization { get; set; }

    /// <summary>Whether each answer has new credentials.</summary>
    public bool Rotates { get; set; }

    public Func<DateTimeOffset> Expiration { get; set; } = () => DateTimeOffset.UtcNow.AddHours(1);

    /// <summary>Answers instead of the endpoint; null for the endpoint.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    /// <summary>Holds answers back.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public static async Task<LoopbackAws> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new LoopbackAws(builder.Build());
        server._application.Run(server.AnswerAsync);
        await server._application.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        await Gate;
        if (Instead is { } instead)
        {
            Asked.Enqueue($"{request.Method} {request.Path}");
            await instead(context);
            return;
        }

        switch (request.Path.Value)
        {
            case "/container":
                Asked.Enqueue($"GET container {request.Headers.Authorization}");
                await (request.Headers.Authorization.ToString() == (Authorization ?? "") ? JsonAsync(context, "Token") : StatusAsync(context, 401));
                break;
            case { } path when path.StartsWith("/latest/", StringComparison.Ordinal):
                await InstanceAsync(context, path);
                break;
            case "/federation/credentials":
                await PortalAsync(context);
                break;
            case "/token":
                await RenewLoginAsync(context);
                break;
            default:
                await TokenServiceAsync(context);
                break;
        }
    }

    private static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private async Task InstanceAsync(HttpContext context, string path)
    {
        Asked.Enqueue($"{context.Request.Method} {path}");
        var headers = context.Request.Headers;
        if (path == "/latest/api/token")
        {
            await (context.Request.Method == "PUT" && headers.ContainsKey("x-aws-ec2-metadata-token-ttl-seconds")
                ? context.Response.WriteAsync(InstanceToken)
                : StatusAsync(context, 405));
            return;
        }

        if (headers["x-aws-ec2-metadata-token"] != InstanceToken)
        {
            await StatusAsync(context, 401);
            return;
        }

        await (path switch
        {
            "/latest/meta-data/iam/security-credentials" or "/latest/meta-data/iam/security-credentials/" => context.Response.WriteAsync("the-role"),
            "/latest/meta-data/iam/security-credentials/the-role" => JsonAsync(context, "Token"),
            "/latest/meta-data/placement/region" => context.Response.WriteAsync("ap-southeast-2"),
            "/latest/dynamic/instance-identity/document" => context.Response.WriteAsync("""{"region":"ap-southeast-2"}"""),
            _ => StatusAsync(context, 404),
        });
    }

    private Task JsonAsync(HttpContext context, string token)
    {
        var number = Next();
        return context.Response.WriteAsync(
            $$"""{"Code":"Success","Type":"AWS-HMAC","AccessKeyId":"key-{{number}}","SecretAccessKey":"secret-{{number}}","{{token}}":"token-{{number}}","Expiration":"{{Time()}}"}""");
    }

    private async Task TokenServiceAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var signer = context.Request.Headers.Authorization.ToString() is { Length: > 0 } signature ? signature.Split('=')[1].Split('/')[0] : "nobody";
        var scope = context.Request.Headers.Authorization.ToString() is { Length: > 0 } text ? text.Split('/')[2] : "none";
        Asked.Enqueue($"{form["Action"]} {form["RoleArn"]} by {signer} in {scope} token {form["WebIdentityToken"]} id {form["ExternalId"]} for {form["DurationSeconds"]} as {form["RoleSessionName"]}");
        var action = form["Action"].ToString();
        var number = Next();
        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync(
            $"""
            <{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result>
            <Credentials><AccessKeyId>key-{number}</AccessKeyId><SecretAccessKey>secret-{number}</SecretAccessKey><SessionToken>token-{number}</SessionToken>
            <Expiration>{Time()}</Expiration></Credentials></{action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></{action}Response>
            """);
    }

    private async Task PortalAsync(HttpContext context)
    {
        var query = context.Request.Query;
        Asked.Enqueue($"portal {query["role_name"]} of {query["account_id"]} for {context.Request.Headers["x-amz-sso_bearer_token"]}");
        var number = Next();
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            $$"""{"roleCredentials":{"accessKeyId":"key-{{number}}","secretAccessKey":"secret-{{number}}","sessionToken":"token-{{number}}","expiration":{{Expiration().ToUnixTimeMilliseconds()}} } }""");
    }

    private async Task RenewLoginAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        Asked.Enqueue("OIDC " + await reader.ReadToEndAsync());
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("""{"accessToken":"renewed-login","tokenType":"Bearer","expiresIn":28800,"refreshToken":"next-refresh"}""");
    }

    private int Next()
    {
        var number = Interlocked.Increment(ref _issued);
        return Rotates ? number : 1;
    }

    private string Time() => Expiration().ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
