namespace PluginAL.Generators.Records;

/// <summary>The pass that learns, a class within the adapter.</summary>
internal static class FitEmitter
{
    public static void Emit(CodeWriter code, RecordModel model)
    {
        var contract = $"{Names.Records}IFeatureFit<{model.Type}>";
        code.Open($"private sealed class Fit : {contract}");
        foreach (var feature in model.Features)
        {
            feature.DeclareFit(code);
        }

        code.Line("private long _count;");
        code.Line();
        code.Open($"public void Observe(in {model.Type} record)");
        code.Line("_count++;");
        foreach (var feature in model.Features)
        {
            feature.Observe(code, "record");
        }

        code.Close();
        code.Line();
        code.Open($"public void Merge({contract} later)");
        code.Line("var other = (Fit)later;");
        code.Line("_count += other._count;");
        foreach (var feature in model.Features)
        {
            feature.MergeFit(code);
        }

        code.Close();
        code.Line();
        code.Open($"public {Names.Records}FeatureState Complete()");
        code.Line($"{Names.Records}FeatureMath.CheckObserved(_count, {Names.Literal(model.RecordName)});");
        code.Line($"var numbers = new double[{model.Size.Numbers}];");
        code.Line($"var vocabularies = new {Names.Encoding}Vocabulary[{model.Size.Vocabularies}];");
        foreach (var feature in model.Features)
        {
            feature.CompleteFit(code);
        }

        code.Line("return new(Schema, _count, numbers, vocabularies);");
        code.Close();
        code.Close();
    }
}
