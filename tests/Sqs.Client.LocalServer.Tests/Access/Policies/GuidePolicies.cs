namespace Sqs.Client.LocalServer.Tests.Access.Policies;

/// <summary>Policies of the kinds that the developer guide shows, on the queue of <see cref="PolicyBench"/> (owner 444455556666).</summary>
internal static class GuidePolicies
{
    public static string Of(string name) => name switch
    {
        "one account" => Queue("""{"Sid":"Queue1_SendMessage","Effect":"Allow","Principal":{"AWS":["111122223333"]},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-2:444455556666:queue1",},"""),
        "two permissions" => Queue("""{"Sid":"s","Effect":"Allow","Principal":{"AWS":["111122223333"]},"Action":["sqs:SendMessage","sqs:ReceiveMessage"],"Resource":"arn:aws:sqs:*:444455556666:queue1"}"""),
        "all permissions to two accounts" => Queue("""{"Sid":"s","Effect":"Allow","Principal":{"AWS":["111122223333","777788889999"]},"Action":"sqs:*","Resource":"/444455556666/queue1"}"""),
        "role and user" => Queue("""{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:role/role1","arn:aws:iam::111122223333:user/username1"]},"Action":"sqs:*","Resource":"444455556666/queue1"}"""),
        "everybody receives" => Queue("""{"Effect":"Allow","Principal":"*","Action":"sqs:ReceiveMessage","Resource":"arn:aws:sqs:*:444455556666:queue1"}"""),
        "everybody for three hours" => Queue("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sqs:ReceiveMessage","Resource":"arn:aws:sqs:*:444455556666:queue1","Condition":{"DateGreaterThan":{"AWS:CurrentTime":"2009-01-31T12:00Z"},"DateLessThan":{"aws:currenttime":"2009-01-31T15:00Z"}}}"""),
        "everybody in a range" => Queue("""{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}}"""),
        "range and blocked range" => Queue("""
            {"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:*:444455556666:queue1",
             "Condition":{"IpAddress":{"aws:SourceIp":["192.0.2.0/24","12.148.72.0/23"]},"NotIpAddress":{"aws:SourceIp":"192.0.2.188/32"}}},
            {"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"arn:aws:sqs:*:444455556666:queue1","Condition":{"IpAddress":{"aws:SourceIp":"12.148.72.0/23"}}},
            """),
        "account until a day and from a range" => Queue("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":["SQS:SendMessage","SQS:ReceiveMessage"],"Resource":"arn:aws:sqs:us-east-2:444455556666:queue1","Condition":{"DateLessThan":{"AWS:CurrentTime":"2009-06-30T12:00Z"},"IpAddress":{"AWS:SourceIp":"203.0.113.0/24"}}}"""),
        "deny an account" => Queue("""{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*"},{"Effect":"Deny","Principal":{"AWS":["1111-2222-3333"]},"Action":["sqs:SendMessage","sqs:ReceiveMessage"],"Resource":"queue1"}"""),
        "only from an endpoint" => Queue("""{"Effect":"Allow","Principal":{"AWS":["111122223333"]},"Action":["sqs:SendMessage"],"Resource":"*"},{"Effect":"Deny","Principal":"*","Action":["sqs:SendMessage"],"Resource":"*","Condition":{"StringNotEquals":{"aws:sourceVpce":"vpce-1a2b3c4d"}}}"""),
        "all but deleting" => Queue("""{"Effect":"Allow","Principal":"*","NotAction":["sqs:DeleteMessage","sqs:Purge*"],"Resource":"*"}"""),
        "two users of the owner" => Queue("""{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::444455556666:user/user1","arn:aws:iam::444455556666:user/user2"]},"Action":"sqs:SendMessage","Resource":"*"}"""),
        "owner account" => Queue("""{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"sqs:*","Resource":"*"}"""),
        "deny everybody" => Queue("""{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*"}"""),
        "deny all but one user" => Queue("""{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*"},{"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::111122223333:user/bob","arn:aws:iam::111122223333:root"]},"Action":"sqs:*","Resource":"*"}"""),
        "a topic" => Queue("""{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*","Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:sns:us-east-2:444455556666:topic"}}}"""),
        "another queue" => Queue("""{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"arn:aws:sqs:us-east-2:444455556666:queue2"}"""),
        "all queues but this" => Queue("""{"Effect":"Allow","Principal":"*","Action":"sqs:*","NotResource":"arn:aws:sqs:*:*:queue1"}"""),
        "none" => Queue(""),
        _ => throw new ArgumentException(name, nameof(name)),
    };

    public static string Queue(string statements) => $$"""{"Version":"2012-10-17","Id":"Queue1_Policy_UUID","Statement":[{{statements}}],}""";

    public static string Identity(string effect, string action, string resource = "*") => $$$"""{"Version":"2012-10-17","Statement":{"Effect":"{{{effect}}}","Action":"{{{action}}}","Resource":"{{{resource}}}"}}""";
}
