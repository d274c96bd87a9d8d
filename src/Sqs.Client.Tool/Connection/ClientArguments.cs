using System.CommandLine;
using System.CommandLine.Parsing;
using Sqs.Client.Tool.Output;

namespace Sqs.Client.Tool.Connection;

/// <summary>The options that every command over a client has: where the service is, as whom, and how the answer is shown.</summary>
internal sealed class ClientArguments
{
    private readonly Option<Uri?> _endpoint = new("--endpoint")
    {
        Description = "Where requests go instead of the region's own endpoint. Default: AWS_ENDPOINT_URL_SQS, AWS_ENDPOINT_URL.",
        HelpName = "url",
        CustomParser = Endpoint,
    };

    private readonly Option<bool> _allowHttp = new("--allow-http") { Description = "Take an http endpoint on another machine, where others can read along." };

    private readonly Option<string?> _region = new("--region") { Description = "The region. Default: AWS_REGION, AWS_DEFAULT_REGION, that of the profile.", HelpName = "region" };

    private readonly Option<string?> _profile = new("--profile") { Description = "The profile of the AWS configuration files whose credentials and region are used.", HelpName = "name" };

    private readonly Option<SqsProtocol> _protocol = Choice("--protocol", "The protocol to speak.", SqsProtocol.Query, ("query", SqsProtocol.Query), ("json", SqsProtocol.Json));

    private readonly Option<OutputForm> _output = Choice("--output", "How the answer is shown.", OutputForm.Table, ("table", OutputForm.Table), ("json", OutputForm.Json));

    public IReadOnlyList<Option> Options => [_endpoint, _allowHttp, _region, _profile, _protocol, _output];

    /// <summary>Reads the options into what they ask for.</summary>
    public ClientSettings Read(ParseResult parsed) => new()
    {
        Endpoint = parsed.GetValue(_endpoint),
        AllowHttp = parsed.GetValue(_allowHttp),
        Region = parsed.GetValue(_region),
        Profile = parsed.GetValue(_profile),
        Protocol = parsed.GetValue(_protocol),
        IsJson = parsed.GetValue(_output) == OutputForm.Json,
    };

    private static Uri? Endpoint(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var endpoint))
        {
            return endpoint;
        }

        result.AddError("--endpoint takes a URL such as https://sqs.eu-west-1.amazonaws.com.");
        return null;
    }

    /// <summary>One of some words.</summary>
    private static Option<T> Choice<T>(string name, string description, T usual, params (string Word, T Value)[] choices)
    {
        var words = choices.Select(choice => choice.Word).ToArray();
        var option = new Option<T>(name)
        {
            Description = $"{description} Default: {words[0]}.",
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => usual,
            CustomParser = result =>
            {
                var at = Array.IndexOf(words, result.Tokens[0].Value);
                if (at < 0)
                {
                    result.AddError($"{name} takes {string.Join(" or ", words)}.");
                    return usual;
                }

                return choices[at].Value;
            },
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add(words);
        return option;
    }
}
