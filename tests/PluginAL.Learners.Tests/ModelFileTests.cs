using PluginAL.Abstractions;

namespace PluginAL.Learners.Tests;

public sealed class ModelFileTests
{
    private static readonly LogisticRegression Learner = new(new LogisticRegressionOptions());

    private static byte[] Saved(bool sparse = false)
    {
        var x = Data.Waves(12, 5);
        FeatureMatrix features = sparse ? Data.Sparse(x, 5) : Data.Dense(x, 5);
        return Data.Save(Learner.Fit(new TrainingSet(features, Data.ThreeClasses(x, 5), 4), Data.Context()));
    }

    [Fact]
    public void The_same_model_has_the_same_bytes() => Assert.Equal(Saved(), Saved());

    [Fact]
    public void Loading_leaves_the_stream_behind_the_model()
    {
        var stream = new MemoryStream([.. Saved(), 42]);
        Learner.Load(stream);
        Assert.Equal(42, stream.ReadByte());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_truncation_is_refused(bool sparse)
    {
        var bytes = Saved(sparse);
        for (var length = 0; length < bytes.Length; length++)
        {
            var e = Assert.Throws<PluginALException>(() => Learner.Load(new MemoryStream(bytes, 0, length)));
            Assert.Equal(ErrorKind.Input, e.Kind);
        }
    }

    [Fact]
    public void Every_altered_byte_is_refused()
    {
        var bytes = Saved(sparse: true);
        for (var i = 0; i < bytes.Length; i++)
        {
            var altered = (byte[])bytes.Clone();
            altered[i] ^= 0x10;
            Assert.Throws<PluginALException>(() => Learner.Load(new MemoryStream(altered)));
        }
    }

    [Fact]
    public void A_foreign_file_is_named()
    {
        var e = Assert.Throws<PluginALException>(() => Learner.Load(new MemoryStream("{\"model\": 1}"u8.ToArray())));
        Assert.Contains("7B226D6F64656C22", e.Message);
    }

    [Fact]
    public void A_model_of_another_learner_is_named()
    {
        var e = Assert.Throws<PluginALException>(() => new NaiveBayes(new NaiveBayesOptions()).Load(new MemoryStream(Saved())));
        Assert.Contains("a model of 'logistic'", e.Message);
    }

    [Fact]
    public void A_later_version_is_named()
    {
        var bytes = Saved();
        bytes[8] = 9;
        Assert.Contains("version 9", Assert.Throws<PluginALException>(() => Learner.Load(new MemoryStream(bytes))).Message);
    }
}
