using Microsoft.Extensions.Options;

namespace Sqs.Client.Processing;

/// <summary>Checks the options of processors when the host starts, by the same rules as their constructor.</summary>
internal sealed class ProcessorOptionsValidator : IValidateOptions<SqsProcessorOptions>
{
    public ValidateOptionsResult Validate(string? name, SqsProcessorOptions options)
    {
        try
        {
            _ = ProcessorSettings.Freeze(options);
            return ValidateOptionsResult.Success;
        }
        catch (SqsValidationException refused)
        {
            return ValidateOptionsResult.Fail($"SqsProcessorOptions of \"{name}\": {refused.Message}");
        }
    }
}
