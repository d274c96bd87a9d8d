using System.Globalization;

namespace Sqs.Client.Testing;

/// <summary>The cultures in which calendars, digits, signs, case or order differ from what goes over the wire.</summary>
internal static class Cultures
{
    /// <summary>The invariant culture, and by name: Turkish case, Arabic digits and calendar, Thai calendar, Persian calendar and signs, Danish and Swedish order.</summary>
    public static TheoryData<string> Names { get; } = ["", "tr-TR", "ar-SA", "th-TH", "fa-IR", "da-DK", "sv-SE"];

    /// <summary>Runs something in a culture. In the mode without cultures all are the invariant one.</summary>
    public static void Run(string culture, Action action)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
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
