using System.Security.Cryptography;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Tests;

public sealed class TrustTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TrustStore _store;
    private readonly string _path;

    public TrustTests()
    {
        _store = new TrustStore(Path.Combine(_folder.Path, "settings", "trust.json"));
        _path = TestPlugins.Copy(TestPlugins.BuiltIn, "PluginAL.Oracles", _folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_built_in_is_trusted_wherever_it_lies_and_only_as_it_was()
    {
        var trust = new PluginTrust(TrustMode.Strict, _store);
        Assert.Equal("built in", trust.Check(PluginContent.Read(_path)).Reason);
        Flip(_path);
        Assert.False(trust.Check(PluginContent.Read(_path)).IsTrusted);
    }

    [Theory]
    [InlineData("PluginAL.Oracles.dll")]
    [InlineData("PluginAL.Oracles.deps.json")]
    [InlineData("new-native.so")]
    public void One_changed_byte_or_one_more_file_and_trust_is_gone(string file)
    {
        var trust = new PluginTrust(TrustMode.Prompt, _store);
        Spoil();
        Assert.False(trust.Check(PluginContent.Read(_path)).IsTrusted);
        _store.Add(PluginContent.Read(_path));
        Assert.True(trust.Check(PluginContent.Read(_path)).IsTrusted);

        var changed = Path.Combine(Path.GetDirectoryName(_path)!, file);
        if (file.EndsWith(".json", StringComparison.Ordinal))
        {
            File.AppendAllText(changed, " ");
        }
        else if (File.Exists(changed))
        {
            Flip(changed);
        }
        else
        {
            File.WriteAllBytes(changed, [1]);
        }

        var verdict = trust.Check(PluginContent.Read(_path));
        Assert.False(verdict.IsTrusted);
        Assert.Contains("its files changed since you trusted it", verdict.Reason, StringComparison.Ordinal);
        using var host = new PluginHost(new PluginHostOptions { Trust = trust });
        var error = Assert.Throws<PluginALException>(() => host.Create<IOracle>(PluginKind.Oracle, PluginReference.Parse(_path + "#truth")));
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Contains("pluginal plugins trust", error.Message, StringComparison.Ordinal);
        Assert.Equal(PluginState.Refused, host.Plugins[0].State);
        Assert.Equal(PluginState.Refused, Assert.Single(host.Events).State);
        Assert.Empty(host.GetLoadReport(_path).Resolutions);

        // Trusted after all, it is loaded by the same host.
        _store.Add(PluginContent.Read(_path));
        using var oracle = host.Create<IOracle>(PluginKind.Oracle, PluginReference.Parse(_path + "#truth"));
        Assert.Equal(PluginState.Loaded, host.Plugins[0].State);
    }

    [Fact]
    public void A_person_is_asked_in_mode_prompt_alone_and_the_answer_counts()
    {
        Spoil();
        var asked = 0;
        var content = PluginContent.Read(_path);
        Assert.False(Asking(TrustMode.Prompt, TrustAnswer.No).Decide(content).IsTrusted);
        var once = Asking(TrustMode.Prompt, TrustAnswer.Once);
        Assert.True(once.Decide(content).IsTrusted);
        Assert.True(once.Decide(content).IsTrusted);
        Assert.Equal(2, asked);
        Assert.False(Asking(TrustMode.Strict, TrustAnswer.Always).Decide(content).IsTrusted);
        Assert.Equal(2, asked);
        Assert.True(Asking(TrustMode.Prompt, TrustAnswer.Always).Decide(content).IsTrusted);
        Assert.True(new PluginTrust(TrustMode.Strict, _store).Check(content).IsTrusted);

        PluginTrust Asking(TrustMode mode, TrustAnswer answer) => new(mode, _store, _ =>
        {
            asked++;
            return answer;
        });
    }

    [Fact]
    public void A_signature_counts_under_a_trusted_key_over_exactly_these_files()
    {
        Spoil();
        using var mine = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var trust = new PluginTrust(TrustMode.Strict, _store);
        PluginSignature.Sign(PluginContent.Read(_path), Pem(mine));
        _store.Add("other", PluginSignature.ReadPublicKey(Pem(other)));
        Assert.False(trust.Check(PluginContent.Read(_path)).IsTrusted);
        _store.Add("mine", PluginSignature.ReadPublicKey(Pem(mine)));
        Assert.Contains("'mine'", trust.Check(PluginContent.Read(_path)).Reason, StringComparison.Ordinal);

        Flip(Path.ChangeExtension(_path, ".deps.json"));
        Assert.False(trust.Check(PluginContent.Read(_path)).IsTrusted);
        PluginSignature.Sign(PluginContent.Read(_path), Pem(mine));
        Assert.True(trust.Check(PluginContent.Read(_path)).IsTrusted);
        foreach (var wrong in (string[])["", "not base64!", Convert.ToBase64String(new byte[70])])
        {
            File.WriteAllText(_path + PluginSignature.Extension, wrong);
            Assert.False(trust.Check(PluginContent.Read(_path)).IsTrusted);
        }
    }

    [Fact]
    public void Keys_on_other_curves_and_files_that_are_no_keys_are_refused()
    {
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Contains("P-256", Assert.Throws<PluginALException>(() => PluginSignature.ReadPublicKey(Pem(large))).Message, StringComparison.Ordinal);
        Assert.Contains("P-256", Assert.Throws<PluginALException>(() => PluginSignature.ReadPublicKey(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_file_is_trusted_by_its_own_hash()
    {
        var source = Path.Combine(_folder.Path, "Mine.cs");
        File.WriteAllText(source, "class C;");
        var content = PluginContent.Read(source);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(source))), content.Sha256);
        _store.Add(content);
        Assert.True(new PluginTrust(TrustMode.Strict, _store).Check(PluginContent.Read(source)).IsTrusted);
    }

    [Fact]
    public void A_trust_file_that_is_damaged_or_open_to_others_is_no_trust()
    {
        _store.Add("k", "x");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_store.Path));
            File.SetUnixFileMode(_store.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
            Assert.Contains("chmod go-w", Assert.Throws<PluginALException>(_store.Read).Message, StringComparison.Ordinal);
            File.SetUnixFileMode(_store.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        foreach (var wrong in (string[])["", "{", "[]", "{}", "null"])
        {
            File.WriteAllText(_store.Path, wrong);
            Assert.Contains("cannot be read as a trust file", Assert.Throws<PluginALException>(_store.Read).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Several_may_write_the_trust_file_at_once()
    {
        Parallel.For(0, 20, i => new TrustStore(_store.Path).Add($"key {i}", "x"));
        Assert.Equal(20, _store.Read().Keys.Count);
    }

    private static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Makes the copy one that was not built in.</summary>
    private void Spoil() => File.WriteAllText(Path.Combine(Path.GetDirectoryName(_path)!, "readme.txt"), "mine");

    private string Pem(ECDsa key)
    {
        var path = Path.Combine(_folder.Path, Guid.NewGuid() + ".pem");
        File.WriteAllText(path, key.ExportPkcs8PrivateKeyPem());
        return path;
    }
}
