using System.CommandLine;

namespace Sqs.Client.Tool.Policies;

/// <summary><c>sqs policy</c>: who may do what with a queue.</summary>
internal sealed class PolicyCommand(ToolHost host)
{
    public Command ToCommand() => new("policy", "Shows, explains and changes the access policy of a queue.")
    {
        new ShowPolicyCommand(host).ToCommand(),
        new ExplainPolicyCommand(host).ToCommand(),
        new AddPolicyCommand(host).ToCommand(),
        new RemovePolicyCommand(host).ToCommand(),
    };
}
