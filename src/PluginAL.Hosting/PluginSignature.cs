using System.Security.Cryptography;
using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Hosting;

/// <summary>
/// The detached signature of a plugin, <c>My.dll.sig</c>: base64 of an ECDSA signature (P-256, SHA-256, in DER as openssl writes it)
/// over <see cref="PluginContent.Manifest"/> in UTF-8, and so over every byte of the plugin.
/// </summary>
public static class PluginSignature
{
    /// <summary>What is added to the name of the assembly.</summary>
    public const string Extension = ".sig";

    /// <summary>Signs a plugin, and writes the signature beside it.</summary>
    /// <param name="content">The plugin.</param>
    /// <param name="privateKeyPath">A PEM file with a private key on the curve P-256, without a password.</param>
    /// <returns>The path of the signature.</returns>
    /// <exception cref="PluginALException">The key cannot be used.</exception>
    public static string Sign(PluginContent content, string privateKeyPath)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var key = ReadKey(privateKeyPath);
        byte[] signature;
        try
        {
            signature = key.SignData(Encoding.UTF8.GetBytes(content.Manifest), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException e)
        {
            throw PluginALException.Input($"{privateKeyPath} cannot sign: {e.Message.TrimEnd('.')}; give the private key, not the public one.", e);
        }

        var path = content.AssemblyPath + Extension;
        File.WriteAllText(path, Convert.ToBase64String(signature) + "\n");
        return path;
    }

    /// <summary>Reads the public key of a PEM file.</summary>
    /// <param name="path">The file, with a public or a private key on the curve P-256.</param>
    /// <returns>The public key: base64 of its SubjectPublicKeyInfo.</returns>
    /// <exception cref="PluginALException">It holds no such key.</exception>
    public static string ReadPublicKey(string path)
    {
        using var key = ReadKey(path);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The signature that lies beside a plugin; null where there is none.</summary>
    internal static string? Find(PluginContent content)
    {
        var path = content.AssemblyPath + Extension;
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    internal static bool Verify(PluginContent content, string signature, string publicKey)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
            return IsP256(key) && key.VerifyData(
                Encoding.UTF8.GetBytes(content.Manifest), Convert.FromBase64String(signature), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }

    private static ECDsa ReadKey(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return IsP256(key) ? key : throw new CryptographicException($"it has {key.KeySize} bits or is on another curve");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw PluginALException.Input(
                $"{path} holds no key that can be used: {e.Message.TrimEnd('.')}; give a PEM file with a key on the curve P-256, as from 'openssl ecparam -name prime256v1 -genkey -noout'.", e);
        }
    }

    private static bool IsP256(ECDsa key) => key.ExportParameters(false).Curve.Oid.Value == "1.2.840.10045.3.1.7";
}
