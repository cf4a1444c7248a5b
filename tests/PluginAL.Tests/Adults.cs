using System.Globalization;
using System.Text;

namespace PluginAL.Tests;

/// <summary>Invented people, whose income follows from their age, education and hours, with some chance.</summary>
internal static class Adults
{
    public const string Header = "age,workclass,fnlwgt,education,education_num,marital_status,occupation,relationship,race,sex,capital_gain,capital_loss,hours_per_week,native_country,income";

    private static readonly string[] s_work = ["Private", "State-gov", "Self-emp-inc", "?"];
    private static readonly string[] s_marital = ["Never-married", "Married-civ-spouse", "Divorced"];
    private static readonly string[] s_occupation = ["Sales", "Craft-repair", "Exec-managerial", "Tech-support", "?"];
    private static readonly string[] s_country = ["United-States", "Mexico", "?", "Holand-Netherlands"];

    public static string Csv(int rows, ulong seed = 1)
    {
        var random = new RandomSource(seed, "adults");
        var text = new StringBuilder(Header).Append('\n');
        for (var row = 0; row < rows; row++)
        {
            int Draw(int n, int what) => (int)random.Below(n, row, what);
            var (age, school, hours) = (18 + Draw(60, 0), 1 + Draw(16, 1), 10 + Draw(60, 2));
            var rich = (age / 20.0) + (school / 4.0) + (hours / 20.0) + (random.Uniform(row, 3) - 0.5) > 7.5;
            text.Append(CultureInfo.InvariantCulture, $"{age},{s_work[Draw(4, 4)]},{100_000 + Draw(200_000, 5)},Grade-{school},{school},{s_marital[Draw(3, 6)]},");
            text.Append(CultureInfo.InvariantCulture, $"{s_occupation[Draw(5, 7)]},Husband,White,{(Draw(2, 8) == 0 ? "Male" : "Female")},{(rich ? Draw(9, 9) * 500 : 0)},0,{hours},");
            text.Append(s_country[Draw(4, 10)]).Append(rich ? ",>50K\n" : ",<=50K\n");
        }

        return text.ToString();
    }

    public static IReadOnlyList<Adult> Records(int rows, ulong seed = 1)
    {
        using var folder = new TemporaryFolder();
        return RecordFile.ReadCsv<Adult>(folder.Write("adults.csv", Csv(rows, seed)));
    }
}
