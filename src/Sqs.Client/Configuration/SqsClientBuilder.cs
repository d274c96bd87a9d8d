using Microsoft.Extensions.DependencyInjection;

namespace Sqs.Client.Configuration;

internal sealed record SqsClientBuilder(string Name, IServiceCollection Services, IHttpClientBuilder Http) : ISqsClientBuilder;
