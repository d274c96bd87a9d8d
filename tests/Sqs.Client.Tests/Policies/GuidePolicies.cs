namespace Sqs.Client.Tests.Policies;

/// <summary>
/// The policies that the Amazon SQS Developer Guide shows, of its present and its earlier editions: those of queues (among them those for other
/// services), those of identities, and those of keys that queues are encrypted with.
/// </summary>
internal static class GuidePolicies
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["basic 1, one permission to one account"] = Queue1("""{"Sid":"Queue1_SendMessage","Effect":"Allow","Principal":{"AWS":["111122223333"]},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-2:444455556666:queue1"}"""),
        ["basic 2, two permissions to one account"] = Queue1("""{"Sid":"Queue1_Send_Receive","Effect":"Allow","Principal":{"AWS":["111122223333"]},"Action":["sqs:SendMessage","sqs:ReceiveMessage"],"Resource":"arn:aws:sqs:*:444455556666:queue1"}"""),
        ["basic 3, all permissions to two accounts"] = Queue1("""{"Sid":"Queue1_AllActions","Effect":"Allow","Principal":{"AWS":["111122223333","444455556666"]},"Action":"sqs:*","Resource":"arn:aws:sqs:us-east-2:123456789012:queue1"}"""),
        ["basic 4, a role and a user"] = Queue1("""{"Sid":"Queue1_AllActions","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:role/role1","arn:aws:iam::111122223333:user/username1"]},"Action":"sqs:*","Resource":"arn:aws:sqs:us-east-2:123456789012:queue1"}"""),
        ["basic 5, all users"] = Queue1("""{"Sid":"Queue1_AnonymousAccess_ReceiveMessage","Effect":"Allow","Principal":"*","Action":"sqs:ReceiveMessage","Resource":"arn:aws:sqs:*:111122223333:queue1"}"""),
        ["basic 6, all users for a time"] = Queue1("""
            {"Sid":"Queue1_AnonymousAccess_ReceiveMessage_TimeLimit","Effect":"Allow","Principal":"*","Action":"sqs:ReceiveMessage","Resource":"arn:aws:sqs:*:111122223333:queue1",
             "Condition" : {"DateGreaterThan" : {"aws:CurrentTime":"2009-01-31T12:00Z"}, "DateLessThan" : {"aws:CurrentTime":"2009-01-31T15:00Z"}}}
            """),
        ["basic 7, all users in a range"] = Queue1("""
            {"Sid":"Queue1_AnonymousAccess_AllActions_AllowlistIP","Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"arn:aws:sqs:*:111122223333:queue1",
             "Condition" : {"IpAddress" : {"aws:SourceIp":"192.168.143.0/24"}}}
            """),
        ["basic 8, ranges allowed and blocked"] = Queue1("""
            {"Sid":"Queue1_AnonymousAccess_SendMessage_IPLimit","Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:*:111122223333:queue1",
             "Condition" : {"IpAddress" : {"aws:SourceIp":"192.168.143.0/24"}, "NotIpAddress" : {"aws:SourceIp":"192.168.143.188/32"}}},
            {"Sid":"Queue1_AnonymousAccess_AllActions_IPLimit_Deny","Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"arn:aws:sqs:*:111122223333:queue1",
             "Condition" : {"IpAddress" : {"aws:SourceIp":"10.1.2.0/24"}}}
            """),
        ["custom 1, one account"] = Custom("UseCase1", """{"Sid":"1","Effect":"Allow","Principal":{"AWS":["111122223333"]},"Action":["sqs:SendMessage","sqs:ReceiveMessage"],"Resource":"arn:aws:sqs:us-east-2:444455556666:queue2"}"""),
        ["custom 2, accounts until a day"] = Custom("UseCase2", """
            {"Sid":"1","Effect":"Allow","Principal":{"AWS":["111122223333","444455556666"]},"Action":["sqs:SendMessage","sqs:ReceiveMessage"],"Resource":"arn:aws:sqs:us-east-2:444455556666:queue2",
             "Condition":{"DateLessThan":{"AWS:CurrentTime":"2009-06-30T12:00Z"}}}
            """),
        ["custom 3, an account until a day and from a range"] = Custom("UseCase3", """
            {"Sid":"1","Effect":"Allow","Principal":{"AWS":["111122223333"]},"Action":["sqs:SendMessage","sqs:ReceiveMessage"],"Resource":"arn:aws:sqs:us-east-2:444455556666:queue2",
             "Condition":{"DateLessThan":{"AWS:CurrentTime":"2009-06-30T12:00Z"},"IpAddress":{"AWS:SourceIp":"203.0.113.0/24"}}},
            """),
        ["custom 4, an account denied"] = Custom("UseCase4", """{"Sid":"1","Effect":"Deny","Principal":{"AWS":["111122223333"]},"Action":["sqs:SendMessage","sqs:ReceiveMessage"],"Resource":"arn:aws:sqs:us-east-2:444455556666:queue2"}"""),
        ["custom 5, only from an endpoint of a network"] = Custom("UseCase5", """
            {"Sid":"1","Effect":"Allow","Principal":{"AWS":["111122223333"]},"Action":["sqs:SendMessage","sqs:ReceiveMessage"],"Resource":"arn:aws:sqs:us-east-2:111122223333:queue1"},
            {"Sid":"2","Effect":"Deny","Principal":"*","Action":["sqs:SendMessage","sqs:ReceiveMessage"],"Resource":"arn:aws:sqs:us-east-2:111122223333:queue1",
             "Condition":{"StringNotEquals":{"aws:sourceVpce":"vpce-1a2b3c4d"}}}
            """),
        ["network endpoint, with an account beside"] = """
            {"Version":"2012-10-17","Id":"UseCase5","Statement":[
              {"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sqs:SendMessage","Resource":["arn:aws:sqs:us-east-2:123456789012:MyQueue"],"Condition":{"StringEquals":{"aws:sourceVpce":"vpce-1a2b3c4d"}}},
              {"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"arn:aws:sqs:us-east-2:123456789012:MyQueue","Condition":{"StringNotEquals":{"aws:sourceVpce":["vpce-1a2b3c4d"]}}}]}
            """,
        ["earlier edition, one account"] = Earlier("""{"Sid":"Queue1_SendMessage","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sqs:SendMessage","Resource":"/987654321098/queue1"}"""),
        ["earlier edition, all users for a time"] = Earlier("""
            {"Sid":"Queue1_AnonymousAccess_ReceiveMessage_TimeLimit","Effect":"Allow","Principal":{"AWS":"*"},"Action":"sqs:ReceiveMessage","Resource":"/987654321098/queue1",
             "Condition" : {"DateGreaterThan" : {"aws:CurrentTime":"2009-01-31T12:00Z"}, "DateLessThan" : {"aws:CurrentTime":"2009-01-31T15:00Z"}}}
            """),
        ["earlier edition, an account with hyphens"] = Earlier("""{"Sid":"1","Effect":"Deny","Principal":{"AWS":["1111-2222-3333"]},"Action":["SQS:SendMessage","SQS:ReceiveMessage"],"Resource":"987654321098/queue1"}"""),
        ["a topic, by its ARN"] = """
            {"Version":"2008-10-17","Id":"MyQueuePolicy","Statement":[{"Sid":"Allow-SNS-SendMessage","Effect":"Allow","Principal":{"AWS":"*"},"Action":["sqs:SendMessage"],
              "Resource":"arn:aws:sqs:us-east-1:123456789012:MyQueue","Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:sns:us-east-1:123456789012:MyTopic"}}}]}
            """,
        ["a topic, by the service"] = """{"Statement":{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-2:123456789012:MyQueue","Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:sns:us-east-2:123456789012:MyTopic"}}}}""",
        ["a bucket"] = """
            {"Version":"2012-10-17","Id":"example-ID","Statement":[{"Sid":"example-statement-ID","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":["SQS:SendMessage"],
              "Resource":"arn:aws:sqs:us-west-2:111122223333:queue","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:*:*:bucket"},"StringEquals":{"aws:SourceAccount":"111122223333"}}}]}
            """,
        ["a rule"] = """
            {"Version":"2012-10-17","Statement":[{"Sid":"AWSEvents_custom-eventbus-ack-sqs-rule","Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage",
              "Resource":"arn:aws:sqs:us-east-1:123456789012:queue","Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:events:us-east-1:123456789012:rule/name"}}}]}
            """,
        ["least privilege, by role and organization"] = """
            {"Version":"2012-10-17","Id":"EnforceLeastPrivilege","Statement":[
              {"Sid":"ProducerSide","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":["sqs:SendMessage","sqs:GetQueueUrl"],"Resource":"arn:aws:sqs:us-east-1:111122223333:queue",
               "Condition":{"ArnEquals":{"aws:PrincipalArn":["arn:aws:iam::111122223333:role/producer","arn:aws:iam::111122223333:role/${aws:PrincipalTag/team, 'none'}"]}}},
              {"Sid":"Transport","Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"arn:aws:sqs:us-east-1:111122223333:queue","Condition":{"Bool":{"aws:SecureTransport":false}}},
              {"Sid":"Organization","Effect":"Deny","Principal":"*","NotAction":["sqs:GetQueueUrl"],"Resource":"*",
               "Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":["o-1","o-2"]},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"Null":{"aws:PrincipalArn":"false"}}}]}
            """,
        ["identity 1, creating queues"] = Identity("""{"Effect":"Allow","Action":["sqs:CreateQueue"],"Resource":"*"}"""),
        ["identity 2, developers and a test queue"] = Identity("""{"Effect":"Allow","Action":["sqs:SendMessage"],"Resource":"arn:aws:sqs:*:123456789012:CompanyTestQueue"}"""),
        ["identity 3, managers and sizes"] = Identity("""{"Effect":"Allow","Action":["sqs:GetQueueAttributes"],"Resource":"*"}"""),
        ["identity 4, a partner from a range before a day"] = Identity("""
            {"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:*:123456789012:partner*","Condition":{"DateLessThan":{"aws:CurrentTime":"2010-12-31T12:00Z"},"IpAddress":{"aws:SourceIp":["203.0.113.0/24"]}}}
            """),
        ["identity, a queue of one's own"] = Identity("""{"Effect":"Allow","Action":"sqs:*","Resource":"arn:aws:sqs:*:123456789012:${aws:username}_queue*"}"""),
        ["identity, by tags"] = Identity("""
            {"Sid":"DenyAccessForProd","Effect":"Deny","Action":"sqs:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/environment":"prod"}}},
            {"Effect":"Allow","Action":["sqs:CreateQueue","sqs:TagQueue"],"NotResource":"arn:aws:sqs:*:*:prod*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["environment","team"]},"ForAnyValue:StringLike":{"aws:TagKeys":"env*"}}}
            """),
        ["key, a service that sends to an encrypted queue"] = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["service.amazonaws.com"]},"Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*",
              "Condition":{"ArnEquals":{"aws:SourceArn":["arn:aws:service::111122223333:resource"]},"NumericLessThan":{"x:y":5}}}]}
            """,
    };

    private static string Queue1(string statements) => $$"""{"Version":"2012-10-17","Id":"Queue1_Policy_UUID","Statement":[{{statements}}]}""";

    private static string Custom(string id, string statements) => $$"""{"Version":"2012-10-17","Id":"{{id}}","Statement":[{{statements}}],}""";

    private static string Earlier(string statement) => $$"""{"Version":"2008-10-17","Id":"Queue1_Policy_UUID","Statement":{{statement}}}""";

    private static string Identity(string statements) => $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""";
}
