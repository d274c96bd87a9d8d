using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sqs.Client.LocalServer.InMemory;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer;

/// <summary>
/// Kestrel, set up to take nothing from its surroundings: no appsettings.json, no ASPNETCORE_ variables, no logging, and no hand on
/// Ctrl+C, which belongs to the program that embeds the server.
/// </summary>
internal static class WebServer
{
    /// <summary>The address of a server without a socket; clients send real credentials over plain HTTP to loopback names only.</summary>
    public static readonly Uri WithoutSocket = new("http://localhost/");

    /// <summary>A server on a port of 127.0.0.1 (0 for a free one, null for none) and on connections inside the process.</summary>
    public static WebApplication Build(int? port, MemoryListener memory)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ReceivedRequest.LargestRefusedBody;
            kestrel.Limits.MaxRequestLineSize = 256 * 1024; // a GET carries its whole message in the line
            kestrel.Listen(memory.EndPoint, listen => listen.Protocols = HttpProtocols.Http1);
            if (port is { } number)
            {
                kestrel.Listen(IPAddress.Loopback, number, listen => listen.Protocols = HttpProtocols.Http1);
            }
        });
        builder.Services.AddSingleton<IConnectionListenerFactory>(memory);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        return builder.Build();
    }

    private sealed class EmbeddedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
