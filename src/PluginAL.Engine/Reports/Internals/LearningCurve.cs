namespace PluginAL.Engine.Reports.Internals;

/// <summary>A metric over the number of labels, in one run: straight lines between its points.</summary>
internal sealed class LearningCurve
{
    private readonly double[] _labels;
    private readonly double[] _values;

    /// <param name="points">By round. Of several points with as many labels the last counts.</param>
    public LearningCurve(IEnumerable<(int Labels, double Value)> points)
    {
        var last = new SortedDictionary<int, double>();
        foreach (var (labels, value) in points) last[labels] = value;
        _labels = [.. last.Keys.Select(k => (double)k)];
        _values = [.. last.Values];
    }

    public double First => _labels[0];

    public double Last => _labels[^1];

    public double Final => _values[^1];

    public IEnumerable<double> Labels => _labels;

    public bool Has(double labels) => Array.BinarySearch(_labels, labels) >= 0;

    /// <summary>The value at a number of labels within the range, on the line between its neighbours.</summary>
    public double At(double labels)
    {
        var i = Array.BinarySearch(_labels, labels);
        if (i >= 0) return _values[i];
        i = ~i;
        if (i == 0 || i == _labels.Length) return double.NaN;
        var share = (labels - _labels[i - 1]) / (_labels[i] - _labels[i - 1]);
        return _values[i - 1] + (share * (_values[i] - _values[i - 1]));
    }

    /// <summary>The area over a part of the range by the trapezoid rule, divided by that part: a mean height, in the metric's unit.</summary>
    public double Area(double from, double to)
    {
        if (!(to > from)) return to == from ? At(from) : double.NaN;
        double[] places = [from, .. _labels.Where(l => l > from && l < to), to];
        var area = 0.0;
        for (var i = 1; i < places.Length; i++) area += (places[i] - places[i - 1]) * (At(places[i - 1]) + At(places[i])) / 2;
        return area / (to - from);
    }

    public double Area() => Area(First, Last);

    /// <summary>The first measured number of labels at which the metric is as good as a bar; null: never.</summary>
    public double? Reaches(double bar, bool lowerIsBetter)
    {
        for (var i = 0; i < _labels.Length; i++)
        {
            if (lowerIsBetter ? _values[i] <= bar : _values[i] >= bar) return _labels[i];
        }

        return null;
    }
}
