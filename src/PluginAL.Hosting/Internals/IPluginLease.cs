namespace PluginAL.Hosting.Internals;

/// <summary>A handle on a plugin's object that the host can take back.</summary>
internal interface IPluginLease
{
    void Revoke();
}
