using Microsoft.Extensions.DependencyInjection;

namespace Sqs.Client;

/// <summary>A client being set up in a service collection; packages that add to clients extend this.</summary>
public interface ISqsClientBuilder
{
    /// <summary>The name of the client; empty for the default one.</summary>
    string Name { get; }

    /// <summary>The services.</summary>
    IServiceCollection Services { get; }

    /// <summary>The HTTP client that it uses, to add handlers or to replace the primary one.</summary>
    IHttpClientBuilder Http { get; }
}
