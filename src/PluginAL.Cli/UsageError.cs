using System.CommandLine;
using System.CommandLine.Parsing;

namespace PluginAL.Cli;

/// <summary>What is wrong with a command line, in one line.</summary>
internal static class UsageError
{
    /// <summary>The line; null where nothing is wrong.</summary>
    public static string? Of(ParseResult parsed)
    {
        var result = parsed.CommandResult;
        var problem = Problem(parsed, result);
        return problem is null ? null : $"{problem} See '{string.Join(' ', Tool.CommandPath(result).Prepend("pluginal").Append("--help"))}'.";
    }

    private static string? Problem(ParseResult parsed, CommandResult result)
    {
        var commands = result.Command.Subcommands.Where(command => !command.Hidden).Select(command => command.Name).ToList();
        if (parsed.UnmatchedTokens is [var token, ..])
        {
            return token.StartsWith('-') && token.Length > 1 ? $"Unknown option '{token}'."
                : commands.Count > 0 ? $"Unknown command '{token}'; give {List(commands, "or")}."
                : $"'{token}' is one argument too many.";
        }

        if (commands.Count > 0 && result.Command.Action is null)
        {
            return $"A command is missing; give {List(commands, "or")}.";
        }

        if (parsed.Errors.Count == 0)
        {
            return Empty(result) is { } name ? $"{name} is empty; give a value." : null;
        }

        var missing = result.Command.Arguments
            .Where(argument => argument.Arity.MinimumNumberOfValues > 0 && result.GetResult(argument) is not { Tokens.Count: > 0 })
            .Select(argument => argument.Name)
            .Concat(result.Command.Options.Where(option => option.Required && result.GetResult(option) is null or { Implicit: true } or { IdentifierTokenCount: 0 }).Select(option => option.Name))
            .ToList();
        if (missing.Count > 0)
        {
            return $"{List(missing, "and")} {(missing.Count == 1 ? "is" : "are")} missing.";
        }

        return string.Join(' ', parsed.Errors.Select(Message));
    }

    /// <summary>What is given as an empty text, though only the id and the label may be none.</summary>
    private static string? Empty(CommandResult result) => result.Children
        .Where(child => child.Tokens.Any(token => token.Value.Length == 0))
        .Select(child => child switch
        {
            OptionResult { Option.Name: not ("--id" or "--label" or "--cost") } option => option.Option.Name,
            ArgumentResult argument => argument.Argument.Name,
            _ => null,
        })
        .FirstOrDefault(name => name is not null);

    private static string Message(ParseError error)
    {
        var option = error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult;
        var type = option is null ? null : Nullable.GetUnderlyingType(option.Option.ValueType) ?? option.Option.ValueType;
        return option switch
        {
            { Tokens.Count: 0 } => $"{option.Option.Name} needs a value.",
            { Tokens: [var token] } when type == typeof(int) || type == typeof(ulong) =>
                $"{option.Option.Name} is '{token.Value}'; give a whole number{(type == typeof(ulong) ? " from 0" : "")}.",
            { Tokens: [var token] } when type == typeof(double) => $"{option.Option.Name} is '{token.Value}'; give a number, such as 0.2.",
            { Tokens.Count: > 1 } when !option.Option.ValueType.IsArray => $"{option.Option.Name} is given {option.Tokens.Count} times; give it once.",
            _ => error.Message.TrimEnd('.') + ".",
        };
    }

    private static string List(IReadOnlyList<string> items, string conjunction) =>
        items.Count == 1 ? items[0] : $"{string.Join(", ", items.SkipLast(1))} {conjunction} {items[^1]}";
}
