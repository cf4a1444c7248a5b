using System.Globalization;
using System.Reflection;
using PluginAL.Abstractions;
using PluginAL.Encoding;
using MissingAttribute = PluginAL.Abstractions.MissingAttribute;

namespace PluginAL.Generators.Tests.Records;

/// <summary>
/// What the documentation says of each attribute, done by reflection over all records at once: slow, and without a line of the generator.
/// </summary>
internal static class ReflectionAdapter
{
    /// <summary>The features of all records, learned from them.</summary>
    public static List<float[]> Write<T>(IReadOnlyList<T> records) where T : notnull =>
        Transpose([.. Members(typeof(T)).SelectMany(member => Columns(member, [.. records.Select(record => member.GetValue(record))]))], records.Count);

    private static IEnumerable<PropertyInfo> Members(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(member => Find<LabelAttribute>(member) is null && Find<IdAttribute>(member) is null && Find<IgnoreAttribute>(member) is null);

    private static IEnumerable<double[]> Columns(PropertyInfo member, object?[] values)
    {
        var missing = Find<MissingAttribute>(member);
        var kind = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        bool[] absent = [.. values.Select(value => value is null or float.NaN or double.NaN)];
        if (missing?.Policy == MissingAs.Constant)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = absent[i] ? missing.Constant is double number ? Convert.ChangeType(number, kind, CultureInfo.InvariantCulture) : missing.Constant : values[i];
            }
        }

        var columns = Encode(member, kind, values, absent, missing?.Policy).ToList();
        return missing?.Policy == MissingAs.Indicator ? columns.Append([.. absent.Select(one => one ? 1d : 0d)]) : columns;
    }

    private static IEnumerable<double[]> Encode(PropertyInfo member, Type kind, object?[] values, bool[] absent, MissingAs? policy)
    {
        if (member.GetCustomAttributes().Concat(Parameter(member)?.GetCustomAttributes() ?? []).Any(one => one.GetType().Name.StartsWith("EncodeWith", StringComparison.Ordinal)))
        {
            return [.. new[] { 0, 1 }.Select(parity => Map(values, value => Math.Abs((int)value % 2) == parity ? 1 : 0))];
        }

        if (Find<NestedAttribute>(member) is not null)
        {
            return Members(kind).SelectMany(inner => Columns(inner, [.. values.Select(value => value is null ? null : inner.GetValue(value))]));
        }

        if (Find<CategoryAttribute>(member) is { } category)
        {
            return OneHot(values, category, absent);
        }

        if (Find<HashedAttribute>(member) is { } hashed)
        {
            return hashed.NGrams == 0
                ? Enumerable.Range(0, hashed.Buckets).Select(bucket => Map(values, value => TextHash.Compute(Text(value)) % (ulong)hashed.Buckets == (ulong)bucket ? 1 : 0))
                : Bags(values, hashed);
        }

        if (Find<VectorAttribute>(member) is { } vector)
        {
            return Enumerable.Range(0, vector.Length).Select(i => Map(values, value => ((ReadOnlyMemory<float>)value).Span[i]));
        }

        if (kind.IsEnum)
        {
            var members = kind.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => Convert.ToInt64(field.GetValue(null), CultureInfo.InvariantCulture));
            return kind.GetCustomAttribute<FlagsAttribute>() is null
                ? members.Select(one => Map(values, value => Convert.ToInt64(value, CultureInfo.InvariantCulture) == one ? 1 : 0))
                : members.Where(one => long.PopCount(one) == 1).Select(one => Map(values, value => (Convert.ToInt64(value, CultureInfo.InvariantCulture) & one) != 0 ? 1 : 0));
        }

        return kind == typeof(DateTime) || kind == typeof(DateOnly) ? Time(member, kind, values)
            : kind == typeof(TimeSpan) ? [Scale(member, Map(values, value => ((TimeSpan)value).TotalSeconds, double.NaN), absent, policy, learn: true)]
            : [Scale(member, Map(values, value => Convert.ToDouble(value, CultureInfo.InvariantCulture), double.NaN), absent, policy, learn: kind != typeof(bool))];
    }

    private static IEnumerable<double[]> OneHot(object?[] values, CategoryAttribute category, bool[] absent)
    {
        if (category.Values.Count > 0)
        {
            return category.Values.Select(one => Map(values, value => Text(value) == one ? 1 : 0));
        }

        List<string> known = [.. values.Where((_, i) => !absent[i]).Select(value => Text(value!)).Distinct().Take(category.Capacity).Order(StringComparer.Ordinal)];
        return Enumerable.Range(0, category.Capacity)
            .Select(i => Map(values, value => i < known.Count && known[i] == Text(value) ? 1 : 0))
            .Append(Map(values, value => known.Contains(Text(value)) ? 0 : 1));
    }

    private static IEnumerable<double[]> Bags(object?[] values, HashedAttribute hashed)
    {
        var columns = Enumerable.Range(0, hashed.Buckets).Select(_ => new double[values.Length]).ToList();
        var hasher = new NGramHasher(TokenUnit.AutomaticWords, 1, hashed.NGrams);
        for (var row = 0; row < values.Length; row++)
        {
            foreach (var hash in values[row] is string text ? hasher.Hash(text) : [])
            {
                columns[(int)((hash & long.MaxValue) % (ulong)hashed.Buckets)][row] += hash > long.MaxValue ? -1 : 1;
            }

            var length = Math.Sqrt(columns.Sum(column => column[row] * column[row]));
            columns.ForEach(column => column[row] /= length == 0 ? 1 : length);
        }

        return columns;
    }

    private static IEnumerable<double[]> Time(PropertyInfo member, Type kind, object?[] values)
    {
        var parts = Find<TimeAttribute>(member)?.Parts ?? TimeParts.Default;
        parts = parts == TimeParts.Default ? TimeParts.TimeOfDay | TimeParts.DayOfWeek | TimeParts.DayOfYear | TimeParts.Elapsed : parts;
        DateTime?[] times = [.. values.Select(value => value is null ? (DateTime?)null : kind == typeof(DateOnly) ? ((DateOnly)value).ToDateTime(default) : (DateTime)value)];
        var fractions = new (TimeParts Part, Func<DateTime, double> Of)[]
        {
            (TimeParts.TimeOfDay, time => time.TimeOfDay.TotalDays),
            (TimeParts.DayOfWeek, time => ((int)time.DayOfWeek + time.TimeOfDay.TotalDays) / 7),
            (TimeParts.DayOfMonth, time => (time.Day - 1 + time.TimeOfDay.TotalDays) / DateTime.DaysInMonth(time.Year, time.Month)),
            (TimeParts.DayOfYear, time => (time - new DateTime(time.Year, 1, 1)).TotalDays / (DateTime.IsLeapYear(time.Year) ? 366 : 365)),
        };
        foreach (var (_, of) in fractions.Where(one => parts.HasFlag(one.Part)))
        {
            yield return [.. times.Select(time => time is { } value ? Math.Sin(2 * Math.PI * of(value)) : 0)];
            yield return [.. times.Select(time => time is { } value ? Math.Cos(2 * Math.PI * of(value)) : 0)];
        }

        if (parts.HasFlag(TimeParts.Elapsed))
        {
            double[] days = [.. times.Select(time => time is { } value ? (value - DateTime.UnixEpoch).TotalDays : double.NaN)];
            yield return Scale(member, days, [.. times.Select(time => time is null)], MissingAs.Zero, learn: true);
        }
    }

    private static double[] Scale(PropertyInfo member, double[] numbers, bool[] absent, MissingAs? policy, bool learn)
    {
        double[] seen = [.. numbers.Where((_, i) => !absent[i])];
        var mean = seen.Length == 0 ? 0 : seen.Average();
        var deviation = Math.Sqrt(seen.Select(one => (one - mean) * (one - mean)).DefaultIfEmpty(0).Average());
        Func<double, double> scaled = Find<MinMaxAttribute>(member) is { } range ? one => (one - range.Min) / (range.Max - range.Min)
            : learn ? one => (one - mean) / (deviation == 0 ? 1 : deviation) : one => one;
        return [.. numbers.Select(one => !double.IsNaN(one) ? scaled(one) : policy is MissingAs.Mean or MissingAs.Indicator ? scaled(mean) : 0)];
    }

    private static double[] Map(object?[] values, Func<object, double> map, double missing = 0) => [.. values.Select(value => value is null ? missing : map(value))];

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static T? Find<T>(PropertyInfo member) where T : Attribute => member.GetCustomAttribute<T>() ?? Parameter(member)?.GetCustomAttribute<T>();

    private static ParameterInfo? Parameter(PropertyInfo member) =>
        member.DeclaringType!.GetConstructors().SelectMany(one => one.GetParameters()).FirstOrDefault(one => one.Name == member.Name);

    private static List<float[]> Transpose(List<double[]> columns, int rows) =>
        [.. Enumerable.Range(0, rows).Select(row => columns.Select(column => (float)column[row]).ToArray())];
}
