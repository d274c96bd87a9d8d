namespace Sqs.Client.Tests.Protocol;

/// <summary>Answers damaged by chance: bits flipped, parts removed or repeated, signs of the format put in.</summary>
internal static class Mutation
{
    public static byte[] Of(byte[] answer, ReadOnlySpan<byte> signs, Random random)
    {
        var mutated = new List<byte>(answer);
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var position = random.Next(mutated.Count);
            switch (random.Next(5))
            {
                case 0:
                    mutated[position] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    mutated.RemoveRange(position, Math.Min(random.Next(1, 20), mutated.Count - position));
                    break;
                case 2:
                    mutated.Insert(position, signs[random.Next(signs.Length)]);
                    break;
                case 3:
                    var from = random.Next(answer.Length);
                    mutated.InsertRange(position, answer.AsSpan(from, Math.Min(random.Next(1, 40), answer.Length - from)).ToArray());
                    break;
                default:
                    mutated[position] = (byte)random.Next(256);
                    break;
            }
        }

        return [.. mutated];
    }
}
