using System.Globalization;
using System.Runtime.InteropServices;
using Sqs.Client.Protocol;
using Sqs.Client.Signing;
using Sqs.Client.Transport;

namespace Sqs.Client;

/// <summary>Freezes options into settings: fills in from the environment, checks every one, and names the one at fault.</summary>
internal static class SqsClientSettings
{
    private const int LongestApplicationId = 50;

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    public static TransportSettings Freeze(SqsClientOptions options, Func<string, string?> environment)
    {
        var endpoint = options.Endpoint ?? EndpointFrom(environment);
        var region = options.Region ?? Set(environment, "AWS_REGION") ?? Set(environment, "AWS_DEFAULT_REGION")
            ?? throw new SqsValidationException(nameof(options.Region), "is not set; give Region, or set AWS_REGION");
        EndpointResolver.RefuseBadRegion(region);
        var fips = options.UseFipsEndpoint ?? Flag(environment, "AWS_USE_FIPS_ENDPOINT");
        var dualStack = options.UseDualStackEndpoint ?? Flag(environment, "AWS_USE_DUALSTACK_ENDPOINT");
        if (endpoint is not null)
        {
            CheckEndpoint(endpoint, options, fips, dualStack);
        }

        if (!Enum.IsDefined(options.Protocol))
        {
            throw new SqsValidationException(nameof(options.Protocol), "must be Query or Json");
        }

        CheckRange(options.AttemptTimeout, nameof(options.AttemptTimeout));
        CheckRange(options.CallTimeout, nameof(options.CallTimeout));
        CheckRange(options.ConnectTimeout, nameof(options.ConnectTimeout));
        CheckRange(options.ConnectionLifetime, nameof(options.ConnectionLifetime));
        CheckRange(options.MaxConnections, 1, ushort.MaxValue, nameof(options.MaxConnections));
        return new TransportSettings
        {
            Protocol = options.Protocol,
            Endpoint = endpoint ?? EndpointResolver.Resolve(region, fips, dualStack),
            Region = region,
            IsCustomEndpoint = endpoint is not null,
            Credentials = options.Credentials ?? new EnvironmentCredentialsSource(environment),
            Time = options.TimeProvider ?? TimeProvider.System,
            Random = options.Random ?? SystemRandom,
            MaxAttempts = MaxAttemptsFrom(options, environment),
            ResendUnknownSends = options.ResendUnknownSends,
            AttemptTimeout = options.AttemptTimeout,
            CallTimeout = options.CallTimeout,
            CorrectClockSkew = options.CorrectClockSkew,
            Checksums = options.VerifyChecksums ? Checksums.Platform : null,
            UserAgent = UserAgent(options.ApplicationId),
            ConfigureCalls = options.ConfigureCalls,
            ConfigureAttempts = options.ConfigureAttempts,
        };
    }

    public static double SystemRandom()
    {
#pragma warning disable RS0030 // the one place where chance enters when the user brings none
        return System.Random.Shared.NextDouble();
#pragma warning restore RS0030
    }

    private static Uri? EndpointFrom(Func<string, string?> environment)
    {
        foreach (var variable in (ReadOnlySpan<string>)["AWS_ENDPOINT_URL_SQS", "AWS_ENDPOINT_URL"])
        {
            if (Set(environment, variable) is { } text)
            {
                return Uri.TryCreate(text, UriKind.Absolute, out var endpoint)
                    ? endpoint
                    : throw new SqsValidationException(variable, "must be an absolute http or https URL");
            }
        }

        return null;
    }

    private static void CheckEndpoint(Uri endpoint, SqsClientOptions options, bool fips, bool dualStack)
    {
        const string Name = nameof(options.Endpoint);
        if (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https"))
        {
            throw new SqsValidationException(Name, "must be an absolute http or https URL");
        }

        if (endpoint.UserInfo.Length > 0 || endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0)
        {
            throw new SqsValidationException(Name, "must have no user, query or fragment");
        }

        if (fips || dualStack)
        {
            throw new SqsValidationException(Name, "cannot be combined with UseFipsEndpoint or UseDualStackEndpoint: it says itself where requests go");
        }

        if (endpoint.Scheme == "http" && !endpoint.IsLoopback && !options.AllowInsecureEndpoint)
        {
            throw new SqsValidationException(Name, "is http on another machine, where credentials and messages can be read on the way; use https, or set AllowInsecureEndpoint");
        }
    }

    private static int MaxAttemptsFrom(SqsClientOptions options, Func<string, string?> environment)
    {
        const int Default = 3;
        const int Most = 100;
        if (options.MaxAttempts is { } own)
        {
            CheckRange(own, 1, Most, nameof(options.MaxAttempts));
            return own;
        }

        if (Set(environment, "AWS_MAX_ATTEMPTS") is not { } text)
        {
            return Default;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var attempts) && attempts is >= 1 and <= Most
            ? attempts
            : throw new SqsValidationException("AWS_MAX_ATTEMPTS", $"must be a number from 1 to {Most}");
    }

    private static bool Flag(Func<string, string?> environment, string variable) => Set(environment, variable) switch
    {
        null => false,
        var text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        var text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        _ => throw new SqsValidationException(variable, "must be true or false"),
    };

    private static string? Set(Func<string, string?> environment, string variable) =>
        environment(variable)?.Trim() is { Length: > 0 } value ? value : null;

    private static void CheckRange(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero || value > LongestTimeout)
        {
            throw new SqsValidationException(name, "must be more than 0 and at most 1 day");
        }
    }

    private static void CheckRange(int value, int least, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new SqsValidationException(name, string.Create(CultureInfo.InvariantCulture, $"must be from {least} to {most}"));
        }
    }

    private static string UserAgent(string? applicationId)
    {
        var agent = $"Sqs.Client/{SqsDiagnostics.Version} ({RuntimeInformation.FrameworkDescription})";
        if (string.IsNullOrEmpty(applicationId))
        {
            return agent;
        }

        if (applicationId.Length > LongestApplicationId
            || !applicationId.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./").IsEmpty)
        {
            throw new SqsValidationException(nameof(SqsClientOptions.ApplicationId), $"must be at most {LongestApplicationId} letters, digits and -_./");
        }

        return $"{agent} app/{applicationId}";
    }
}
