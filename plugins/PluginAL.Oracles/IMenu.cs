namespace PluginAL.Oracles;

/// <summary>What a person may answer.</summary>
internal interface IMenu
{
    /// <summary>Lines that show what there is to choose from; empty: nothing.</summary>
    string Text { get; }

    /// <summary>What stands before the answer.</summary>
    string Prompt { get; }

    /// <summary>What an answer means; null: nothing.</summary>
    Choice? Read(string answer);
}
