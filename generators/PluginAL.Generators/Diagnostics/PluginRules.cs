using Microsoft.CodeAnalysis;

namespace PluginAL.Generators.Diagnostics;

/// <summary>Rules for classes with [Strategy], [Learner] and the like, and for their options.</summary>
internal static class PluginRules
{
    public const string Category = "PluginAL.Plugins";

    public static readonly DiagnosticDescriptor Contract = Rules.Error(Category, "PAL2001",
        "A plugin does not implement its contract",
        "'{0}' carries [{1}] but does not implement {2}; implement it, or remove the attribute");

    public static readonly DiagnosticDescriptor SeveralKinds = Rules.Error(Category, "PAL2002",
        "A class is several plugins",
        "'{0}' carries [{1}] and [{2}]; a class is one plugin: write a class for each");

    public static readonly DiagnosticDescriptor CannotBeMade = Rules.Error(Category, "PAL2003",
        "A plugin cannot be made because it is abstract, static or generic",
        "The {1} '{0}' is {2}, so the host cannot make one; put the attribute on a class that is not");

    public static readonly DiagnosticDescriptor Inaccessible = Rules.Error(Category, "PAL2004",
        "A plugin is hidden from its registration",
        "The {1} '{0}' is {2}, so the generated registration cannot name it; make it public or internal");

    public static readonly DiagnosticDescriptor NoConstructor = Rules.Error(Category, "PAL2005",
        "A plugin has no constructor that the registration can call",
        "The {1} '{0}' has {2}; give it one public or internal constructor without parameters or with one, its options");

    public static readonly DiagnosticDescriptor OptionsType = Rules.Error(Category, "PAL2006",
        "An options type cannot be made",
        "The options '{0}' of '{1}' {2}; use a public or internal record whose properties all have defaults");

    public static readonly DiagnosticDescriptor OptionType = Rules.Error(Category, "PAL2007",
        "An option has a type that cannot be read",
        "The option '{0}' is {1}; options are bool, numbers (double, float, integers to long), enums without [Flags], string, or one of these with '?'");

    public static readonly DiagnosticDescriptor OptionSetter = Rules.Error(Category, "PAL2008",
        "An option cannot be set",
        "The option '{0}' has no setter that the registration can call; add 'init', or compute the property with '=>'");

    public static readonly DiagnosticDescriptor RangeEmpty = Rules.Error(Category, "PAL2009",
        "A range holds nothing",
        "The range of option '{0}' is from {1} to {2}, which holds no value of {3}; give the lower bound first");

    public static readonly DiagnosticDescriptor DefaultNotAllowed = Rules.Error(Category, "PAL2010",
        "A default is not allowed",
        "The default of option '{0}' is {1}, and {2}; change one of the two");

    public static readonly DiagnosticDescriptor Constraint = Rules.Error(Category, "PAL2011",
        "A constraint does not fit its option",
        "[{1}] on option '{0}' {2}; use [Range] with numbers on numbers, [AllowedValues] with texts on strings");

    public static readonly DiagnosticDescriptor NotChecked = Rules.Warning(Category, "PAL2012",
        "A validation attribute is not checked",
        "[{1}] on option '{0}' is not checked when options are read; check it in the plugin's constructor and remove the attribute, or use [Range] or [AllowedValues]");

    public static readonly DiagnosticDescriptor SameWord = Rules.Error(Category, "PAL2013",
        "Two names become the same word",
        "'{0}' and '{1}' of '{2}' are both written '{3}' in options; rename one");

    public static readonly DiagnosticDescriptor Name = Rules.Error(Category, "PAL2014",
        "A plugin's name is not lower case with hyphens",
        "The {1} is named '{0}'; use lower-case letters, digits and single hyphens, as in '{2}'");

    public static readonly DiagnosticDescriptor NameTwice = Rules.Error(Category, "PAL2015",
        "Two plugins of a kind have one name",
        "'{0}' and '{1}' are both {2} '{3}'; rename one", atEnd: true);

    public static readonly DiagnosticDescriptor Needs = Rules.Error(Category, "PAL2016",
        "A strategy's needs do not go with its interface",
        "The strategy '{0}' implements {1}, which {2}, and Needs is {3}; set Needs = {4}");

    public static readonly DiagnosticDescriptor Measure = Rules.Warning(Category, "PAL2017",
        "A measure is unknown",
        "'{0}' is no standard measure, so the host calls Score row by row; name one of {1}, or implement IPointwiseStrategy instead");

    public static readonly DiagnosticDescriptor GivesTooMuch = Rules.Warning(Category, "PAL2018",
        "A learner claims what its model does not give",
        "The learner '{0}' says that it gives probabilities, and Fit returns {1}, which is no IClassifier; implement IClassifier, or remove Signals.Probabilities from Gives");

    public static readonly DiagnosticDescriptor GivesTooLittle = Rules.Warning(Category, "PAL2019",
        "A learner does not say what its model gives",
        "Fit of the learner '{0}' returns {1}, an IClassifier, and Gives does not say so, so no strategy that needs probabilities runs with it; add Signals.Probabilities to Gives");

    public static readonly DiagnosticDescriptor WrittenByHand = Rules.Info(Category, "PAL2020",
        "The registration is written by hand",
        "'{0}' is registered by hand, so none is generated, and options are not looked at; remove it, and its [assembly: PluginRegistration], to have it generated");
}
