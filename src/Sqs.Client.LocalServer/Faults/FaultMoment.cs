namespace Sqs.Client.LocalServer;

/// <summary>When a fault strikes, seen from the action that the request asks for.</summary>
public enum FaultMoment
{
    /// <summary>Before the action: nothing was sent, received or deleted.</summary>
    BeforeAction,

    /// <summary>After the action took effect: the caller does not learn of it.</summary>
    AfterAction,
}
