using System.Globalization;
using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Oracles;

/// <summary>
/// Asks the person at the terminal. Shows each record with the numbered classes and reads a number or a class's name, several with <c>|</c> between them where
/// rows have several labels, or, as the task wants it, a number or a text;
/// <c>s</c> to skip it or <c>q</c> to stop (<c>/s</c> and <c>/q</c> where they could be answers); the end of the input stops as well. Prompts go to standard error, so that standard output stays
/// readable to machines.
/// </summary>
/// <param name="options">Who answers.</param>
/// <param name="input">Where answers are read.</param>
/// <param name="output">Where prompts are written.</param>
[Oracle("console", Interactive = true, Summary = "Asks the person at the terminal.")]
public sealed class ConsoleOracle(ConsoleOracleOptions options, TextReader input, TextWriter output) : IOracle
{
    private Task<string?>? _reading;
    private (int Round, int Asked, int All) _progress;

    /// <summary>Asks on standard input and standard error.</summary>
    /// <param name="options">Who answers.</param>
    public ConsoleOracle(ConsoleOracleOptions options)
        : this(options, Console.In, Console.Error)
    {
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Answer>> AskAsync(IReadOnlyList<Ticket> tickets, OracleContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tickets);
        ArgumentNullException.ThrowIfNull(context);
        IMenu menu = context.Task switch
        {
            LearningTask.Classification => new ClassMenu(context.Classes),
            LearningTask.MultiLabel => new LabelsMenu(context.Classes),
            LearningTask.Regression => new NumberMenu(),
            LearningTask.Translation => new TextMenu("the translation"),
            LearningTask.QuestionAnswering => new TextMenu("the answer"),
            _ => throw PluginALException.Usage($"The oracle 'console' does not ask for the labels of {context.Task}; use another oracle, such as truth."),
        };
        var answers = new List<Answer>(tickets.Count);
        for (var i = 0; i < tickets.Count; i++)
        {
            await output.WriteLineAsync(Question(tickets[i], Math.Max(tickets.Count, context.WaitingCount) - i, context, menu)).ConfigureAwait(false);
            var choice = await ChooseAsync(menu, cancellation).ConfigureAwait(false);
            if (choice.Kind == ChoiceKind.Stop)
            {
                break;
            }

            answers.Add(new Answer(tickets[i].Id, choice.Label, options.Annotator));
        }

        return answers;
    }

    private string Question(Ticket ticket, int waiting, OracleContext context, IMenu menu)
    {
        // Tickets may come one by one: where a round is at is what was asked of it so far.
        var asked = ticket.Round == _progress.Round && _progress.Asked < _progress.All ? _progress.Asked : 0;
        _progress = (ticket.Round, asked + 1, asked + waiting);
        var text = new StringBuilder();
        text.AppendLine().Append(CultureInfo.InvariantCulture, $"[{_progress.Asked}/{_progress.All}] row {ticket.Row}").AppendLine();
        foreach (var c in context.Describe(ticket.Row).ReplaceLineEndings("\n"))
        {
            // A record is data: it may not move the cursor or colour the screen.
            text.Append(char.IsControl(c) && c is not ('\n' or '\t') ? '\uFFFD' : c);
        }

        return menu.Text.Length == 0 ? text.ToString() : text.AppendLine().Append(menu.Text).ToString();
    }

    private async ValueTask<Choice> ChooseAsync(IMenu menu, CancellationToken cancellation)
    {
        while (true)
        {
            await output.WriteAsync(menu.Prompt).ConfigureAwait(false);
            await output.FlushAsync(cancellation).ConfigureAwait(false);
            string? line;
            try
            {
                // Reading a terminal cannot be cancelled: a line that is waited for in vain is taken up by the next question.
                _reading ??= Task.Run(input.ReadLine, CancellationToken.None);
                line = await _reading.WaitAsync(cancellation).ConfigureAwait(false);
                _reading = null;
            }
            catch (OperationCanceledException)
            {
                return Choice.Stop;
            }

            if (line is null)
            {
                return Choice.Stop;
            }

            if (menu.Read(line.Trim()) is { } choice)
            {
                return choice;
            }

            await output.WriteLineAsync($"'{line.Trim()}' is not an answer.").ConfigureAwait(false);
        }
    }
}
