namespace PluginAL.Generators.Records;

/// <summary>A member that becomes columns: what the columns are, and the code that writes them and learns for them.</summary>
internal abstract record Feature(string Name, string Member)
{
    /// <summary>The first column.</summary>
    public int Offset { get; init; }

    /// <summary>The first learned number.</summary>
    public int Slot { get; init; }

    /// <summary>The learned vocabulary.</summary>
    public int Vocabulary { get; init; }

    public int Order { get; init; } = -1;

    public bool IsNullable { get; init; }

    /// <summary>The float type whose NaN is a missing value; empty where there is none.</summary>
    public string NanType { get; init; } = "";

    public Missing Missing { get; init; }

    /// <summary>The value that takes a missing one's place, in C#.</summary>
    public string Constant { get; init; } = "";

    /// <summary>The columns without the one that says that the value is missing.</summary>
    public abstract int Columns { get; }

    public int Width => Columns + (Missing == Missing.Indicator ? 1 : 0);

    public string Encoding => Describe() + Missing switch
    {
        Missing.Indicator => "+missing",
        Missing.Mean => "/mean",
        Missing.Zero => "/zero",
        Missing.Constant => $"/{Constant}",
        _ => "",
    };

    /// <summary>The columns of the learned numbers.</summary>
    public virtual IEnumerable<string> Numbers => [];

    /// <summary>The capacities of the learned vocabularies.</summary>
    public virtual IEnumerable<int> Capacities => [];

    /// <summary>Whether the columns are so many, and so few of them not zero, that rows are better stored sparse.</summary>
    public virtual bool IsWide => false;

    protected virtual bool UsesValueOnce => true;

    /// <summary>The variable that holds the value.</summary>
    protected virtual string Local => $"v{Offset}";

    /// <summary>The groups of columns, in order.</summary>
    public virtual IEnumerable<ColumnModel> Groups => [new(Name, Offset, Width, Encoding)];

    /// <summary>The feature with its place in rows and state; the counters move on.</summary>
    public virtual Feature Place(ref Layout next)
    {
        var placed = this with { Offset = next.Width, Slot = next.Numbers, Vocabulary = next.Vocabularies };
        next = new(next.Width + Width, next.Numbers + Numbers.Count(), next.Vocabularies + Capacities.Count());
        return placed;
    }

    public void Write(RowWriter row, string record)
    {
        row.Line($"// {Name}: {Encoding}");
        Each(row.Code, record, value => WriteValue(row, value), Missing switch
        {
            Missing.Indicator => () =>
            {
                WriteMean(row);
                row.Set(Offset + Columns, "1f");
            },
            Missing.Mean => () => WriteMean(row),
            Missing.Constant => () => WriteValue(row, Constant),
            _ => null,
        });
    }

    public virtual void Observe(CodeWriter code, string record)
    {
        if (Numbers.Any() || Capacities.Any())
        {
            Each(code, record, value => ObserveValue(code, value), null);
        }
    }

    /// <summary>Members of the adapter that the feature's code uses.</summary>
    public virtual void DeclareHelpers(CodeWriter code)
    {
    }

    protected abstract string Describe();

    protected abstract void WriteValue(RowWriter row, string value);

    protected virtual void ObserveValue(CodeWriter code, string value)
    {
    }

    // What a missing value becomes under Mean and Indicator; nothing where zero is the mean.
    protected virtual void WriteMean(RowWriter row)
    {
    }

    private void Each(CodeWriter code, string record, Action<string> present, Action? missing)
    {
        var access = $"{record}.{Member}";
        var local = Local;
        if (!IsNullable && NanType.Length == 0)
        {
            if (UsesValueOnce)
            {
                present(access);
                return;
            }

            code.Line($"var {local} = {access};");
            present(local);
            return;
        }

        var condition = IsNullable ? $"{access} is {{ }} {local}" : $"{access} is var {local}";
        code.Open($"if ({condition}{(NanType.Length > 0 ? $" && !{NanType}.IsNaN({local})" : "")})");
        present(local);
        code.Close();
        if (missing is not null)
        {
            var before = code.Length;
            code.Open("else");
            var start = code.Length;
            missing();
            if (code.Length == start)
            {
                code.Truncate(before);
            }
            else
            {
                code.Close();
            }
        }
    }
}
