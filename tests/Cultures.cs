using System.Globalization;

namespace Sqs.Client.Testing;

/// <summary>The cultures in which calendars, digits, signs, case or order differ from what goes over the wire.</summary>
internal static class Cultures
{
    /// <summary>The variable by which a process has no cultures at all.</summary>
    public const string SwitchOff = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    /// <summary>The invariant culture, and by name: Turkish case, Arabic digits and calendar, Thai calendar, Persian calendar and signs, Danish and Swedish order.</summary>
    public static TheoryData<string> Names { get; } = ["", "tr-TR", "ar-SA", "th-TH", "fa-IR", "da-DK", "sv-SE"];

    /// <summary>Whether this process has no cultures but the invariant one.</summary>
    public static bool AreOff => Environment.GetEnvironmentVariable(SwitchOff) == "1";

    /// <summary>Runs something in a culture; in the invariant one where there are no others.</summary>
    public static void Run(string culture, Action action)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = AreOff ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(culture);
        try
        {
            action();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
