using Microsoft.ML;
using Microsoft.ML.Data;
using PluginAL.Abstractions;

namespace PluginAL.MicrosoftML;

/// <summary>
/// Features as Microsoft.ML reads them, with the labels where there are any. Nothing of the matrix is copied or held: a cursor reads row after row from it, a
/// memory-mapped pool included, and what Microsoft.ML is given is that one row, since its vectors own their arrays.
/// </summary>
public sealed class FeatureDataView : IDataView
{
    /// <summary>The features: a vector of D numbers, dense or sparse as the matrix is.</summary>
    public const string FeaturesColumn = "Features";

    /// <summary>The class of a labelled row: a key of K values.</summary>
    public const string LabelColumn = "Label";

    /// <summary>Whether a labelled row is of the second of two classes, for binary trainers; there only where K is 2.</summary>
    public const string BinaryLabelColumn = "BinaryLabel";

    private readonly int[]? _classes;
    private readonly CancellationToken _cancellation;

    /// <summary>A view of rows without labels, such as a pool.</summary>
    /// <param name="features">(N, D).</param>
    public FeatureDataView(FeatureMatrix features)
        : this(features, null, 0, CancellationToken.None)
    {
    }

    /// <summary>A view of labelled rows.</summary>
    /// <param name="features">(n, D).</param>
    /// <param name="classes">n classes, each in [0, K); null: no labels.</param>
    /// <param name="classCount">The number of classes K.</param>
    /// <param name="cancellation">Ends the reading of rows.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public FeatureDataView(FeatureMatrix features, int[]? classes, int classCount, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (classes is not null && classes.Length != features.RowCount)
        {
            throw new ArgumentException($"{features.RowCount} rows came with {classes.Length} labels.", nameof(classes));
        }

        Features = features;
        _classes = classes;
        _cancellation = cancellation;
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(FeaturesColumn, new VectorDataViewType(NumberDataViewType.Single, features.Width));
        if (classes is not null)
        {
            schema.AddColumn(LabelColumn, new KeyDataViewType(typeof(uint), classCount));
            if (classCount == 2)
            {
                schema.AddColumn(BinaryLabelColumn, BooleanDataViewType.Instance);
            }
        }

        Schema = schema.ToSchema();
    }

    /// <summary>The matrix that is read.</summary>
    public FeatureMatrix Features { get; }

    /// <inheritdoc/>
    public DataViewSchema Schema { get; }

    /// <summary>False: rows come in the order of the matrix. Trainers that shuffle cache the labelled rows first.</summary>
    public bool CanShuffle => false;

    /// <inheritdoc/>
    public long? GetRowCount() => Features.RowCount;

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        return new Cursor(this, [.. columnsNeeded.Select(column => column.Index)]);
    }

    /// <summary>One cursor, however many are asked for: the same order, and so the same model, on every machine.</summary>
    /// <param name="columnsNeeded">The columns to be read.</param>
    /// <param name="n">Ignored.</param>
    /// <param name="rand">Ignored.</param>
    /// <returns>The cursor.</returns>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(FeatureDataView view, HashSet<int> active) : DataViewRowCursor
    {
        private long _position = -1;
        private bool _ended;

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        public override bool MoveNext()
        {
            view._cancellation.ThrowIfCancellationRequested();
            _ended |= _position + 1 >= view.Features.RowCount;
            _position = _ended ? -1 : _position + 1;
            return !_ended;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref id) => id = new DataViewRowId((ulong)Row, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!active.Contains(column.Index))
            {
                throw new ArgumentException($"Column '{column.Name}' is not among those that the cursor was made for.", nameof(column));
            }

            Delegate getter = Schema[column.Index].Name switch
            {
                FeaturesColumn => (ValueGetter<VBuffer<float>>)ReadFeatures,

                // A key counts from 1; 0 would be a missing one.
                LabelColumn => (ValueGetter<uint>)((ref value) => value = (uint)view._classes![Row] + 1),
                _ => (ValueGetter<bool>)((ref value) => value = view._classes![Row] == 1),
            };
            return getter as ValueGetter<TValue> ?? throw new ArgumentException($"Column '{column.Name}' holds {column.Type}, not {typeof(TValue)}.", nameof(column));
        }

        private long Row => _position >= 0 ? _position : throw new InvalidOperationException("The cursor is not at a row; call MoveNext first.");

        private void ReadFeatures(ref VBuffer<float> value)
        {
            var block = view.Features.Block(Row, 1);
            var isSparse = block.Layout == FeatureLayout.Sparse;
            var editor = isSparse ? VBufferEditor.Create(ref value, block.Width, block.Values.Length) : VBufferEditor.Create(ref value, block.Width);
            block.Values.CopyTo(editor.Values);
            if (isSparse && block.Values.Length < block.Width)
            {
                block.Columns.CopyTo(editor.Indices);
            }

            value = editor.Commit();
        }
    }
}
