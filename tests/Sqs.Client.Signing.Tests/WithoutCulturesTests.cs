using System.Globalization;

namespace Sqs.Client.Signing.Tests;

/// <summary>In the mode of the runtime that has no cultures, as small containers use it.</summary>
public sealed class WithoutCulturesTests
{
    [Fact]
    public Task Signatures_WithoutCultures_AreTheSame() => OwnProgram.AssertPassesAsync(
        Cultures.SwitchOff,
        4,
        $"{typeof(WithoutCulturesTests).FullName}.{nameof(Mode_OfThisProcess_IsTheOneThatWasAskedFor)}",
        $"{typeof(SuiteTests).FullName}.{nameof(SuiteTests.Suite_InAnyCulture_EqualsEveryStage)}",
        $"{typeof(VectorTests).FullName}.{nameof(VectorTests.Vectors_InAnyCulture_EqualEveryStage)}",
        $"{typeof(RandomRequestTests).FullName}.{nameof(RandomRequestTests.Signatures_OfRandomRequestsInAnyCulture_AreThoseOfAnImplementationWrittenApart)}");

    /// <summary>Run in both processes: the tests of cultures would prove nothing where there are none.</summary>
    [Fact]
    public void Mode_OfThisProcess_IsTheOneThatWasAskedFor()
    {
        if (Cultures.AreOff)
        {
            _ = Assert.Throws<CultureNotFoundException>(() => CultureInfo.GetCultureInfo("tr-TR"));
        }
        else
        {
            Cultures.Run("tr-TR", () => Assert.Equal("\u0131", CultureInfo.CurrentCulture.TextInfo.ToLower("I")));
            Cultures.Run("th-TH", () => Assert.StartsWith("2569", new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).ToString("yyyy", CultureInfo.CurrentCulture), StringComparison.Ordinal));
        }
    }
}
