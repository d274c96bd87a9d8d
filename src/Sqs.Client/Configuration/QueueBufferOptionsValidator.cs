using Microsoft.Extensions.Options;
using Sqs.Client.Buffering;

namespace Sqs.Client.Configuration;

/// <summary>Checks the options of a buffered client when the host starts, by the same rules as its constructor.</summary>
internal sealed class QueueBufferOptionsValidator : IValidateOptions<QueueBufferOptions>
{
    public ValidateOptionsResult Validate(string? name, QueueBufferOptions options)
    {
        try
        {
            _ = QueueBufferSettings.Freeze(options);
            return ValidateOptionsResult.Success;
        }
        catch (SqsValidationException refused)
        {
            return ValidateOptionsResult.Fail($"QueueBufferOptions{(string.IsNullOrEmpty(name) ? "" : $" of \"{name}\"")}: {refused.Message}");
        }
    }
}
