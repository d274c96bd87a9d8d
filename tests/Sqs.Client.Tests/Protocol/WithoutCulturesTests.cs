namespace Sqs.Client.Tests.Protocol;

/// <summary>In the mode of the runtime that has no cultures, as small containers use it.</summary>
public sealed class WithoutCulturesTests
{
    [Fact]
    public Task Wire_WithoutCultures_IsTheSame() => OwnProgram.AssertPassesAsync(
        Cultures.SwitchOff,
        15,
        $"{typeof(RandomChecksumTests).FullName}.{nameof(RandomChecksumTests.Digests_InAnyCulture_AreThoseOfAnImplementationWrittenApart)}",
        $"{typeof(ChecksumVectorTests).FullName}.{nameof(ChecksumVectorTests.Digests_Are_Those_Of_The_Vectors)}",
        $"{typeof(RequestVectorTests).FullName}.{nameof(RequestVectorTests.Forms_Of_All_Vectors_Decode_To_Their_Pairs)}",
        $"{typeof(ResponseVectorTests).FullName}.{nameof(ResponseVectorTests.Answers_Of_All_Vectors_Read_As_Expected)}",
        $"{typeof(RandomWireTests).FullName}.{nameof(RandomWireTests.Forms_OfRandomRequests_AreWhatTheModelSays)}",
        $"{typeof(RandomWireTests).FullName}.{nameof(RandomWireTests.Answers_OfRandomShapes_ReadAsThePlatformReadsThem)}",
        $"{typeof(Transport.CultureTests).FullName}.*");
}
