namespace PluginAL.Abstractions;

/// <summary>Names the class that lists an assembly's plugins. An assembly without it is not a plugin assembly.</summary>
/// <param name="registration">A public class with a public constructor without parameters that implements <see cref="IPluginRegistration"/>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class PluginRegistrationAttribute(Type registration) : Attribute
{
    /// <summary>The class.</summary>
    public Type Registration { get; } = registration;
}
