using Microsoft.Extensions.Options;

namespace Sqs.Client.Configuration;

/// <summary>Checks the settings of a client when the host starts, by the same rules as its constructor.</summary>
internal sealed class SqsClientOptionsValidator : IValidateOptions<SqsClientOptions>
{
    public ValidateOptionsResult Validate(string? name, SqsClientOptions options)
    {
        try
        {
            _ = SqsClientSettings.Freeze(options, Environment.GetEnvironmentVariable);
            return ValidateOptionsResult.Success;
        }
        catch (SqsValidationException refused)
        {
            return ValidateOptionsResult.Fail($"SqsClientOptions{(string.IsNullOrEmpty(name) ? "" : $" of \"{name}\"")}: {refused.Message}");
        }
    }
}
