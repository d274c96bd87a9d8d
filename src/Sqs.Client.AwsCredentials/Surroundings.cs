using Sqs.Client.Aws.Profiles;

namespace Sqs.Client.Aws;

/// <summary>What the search for credentials and the region goes by: the options, frozen, and the environment as it is now.</summary>
internal sealed class Surroundings
{
    private readonly Func<string, string?> _variables;
    private readonly string? _profile;
    private readonly string? _credentialsFile;
    private readonly string? _configFile;
    private readonly string? _region;

    public Surroundings(AwsCredentialsOptions options)
    {
        _variables = options.Variables ?? Environment.GetEnvironmentVariable;
        _profile = OrNull(options.Profile);
        _credentialsFile = OrNull(options.CredentialsFile);
        _configFile = OrNull(options.ConfigFile);
        _region = OrNull(options.Region);
        Time = options.TimeProvider ?? TimeProvider.System;
    }

    public TimeProvider Time { get; }

    /// <summary>Whether the options name a profile: then nothing else is tried.</summary>
    public bool IsProfileGiven => _profile is not null;

    /// <summary>Whether somebody named the profile: then it has to be there.</summary>
    public bool IsProfileNamed => IsProfileGiven || this["AWS_PROFILE"] is not null;

    public string ProfileName => _profile ?? this["AWS_PROFILE"] ?? "default";

    /// <summary>The region that options and environment name.</summary>
    public string? Region => _region ?? this["AWS_REGION"] ?? this["AWS_DEFAULT_REGION"];

    /// <summary>The home directory, as the SDK finds it.</summary>
    public string Home => this["HOME"] ?? this["USERPROFILE"] ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>A variable of the environment; null where it is empty too.</summary>
    public string? this[string variable] => OrNull(_variables(variable));

    public ProfileFiles OpenProfiles() => new(
        new ProfilePlace(_credentialsFile ?? this["AWS_SHARED_CREDENTIALS_FILE"] ?? Path.Combine(Home, ".aws", "credentials"), _credentialsFile is not null),
        new ProfilePlace(_configFile ?? this["AWS_CONFIG_FILE"] ?? Path.Combine(Home, ".aws", "config"), _configFile is not null));

    private static string? OrNull(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
