using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

/// <summary>Other tools read a pool as it is.</summary>
public class NumPyTests
{
    [NumPyFact]
    public void NumPy_opens_every_column()
    {
        using var temp = new TempDirectory();
        temp.Create(temp.Write("a.jsonl",
            "{\"id\": \"é\", \"text\": \"a b a\", \"label\": \"x\"}\n{\"id\": \"two\", \"text\": \"c\"}\n{\"id\": \"3\", \"text\": \"\", \"label\": \"w\"}\n"));
        PoolBuilder.Create(temp["d.pool"], [PoolSource.FromFile(temp.Write("a.csv", "n,m,label\n1,2,x\n3,4,y\n"))], TempDirectory.Options);
        var output = NumPyFactAttribute.Run(
            """
            import glob, json, os, sys, numpy as np
            for pool in sys.argv[1:]:
                m = json.load(open(os.path.join(pool, "pool.json")))
                assert m["format"] == "pluginal-pool"
                for f in sorted(glob.glob(os.path.join(pool, "00000", "*.npy"))):
                    a = np.load(f, mmap_mode="r")
                    assert a.offset % 64 == 0 and a.flags["C_CONTIGUOUS"]
                    print(os.path.basename(f), a.dtype.str, a.shape)
            p = os.path.join(sys.argv[1], "00000", "")
            off = np.load(p + "records.offsets.npy"); rec = open(p + "records.jsonl", "rb").read()
            print([json.loads(rec[off[i]:off[i + 1]])["id"] for i in range(3)])
            off = np.load(p + "ids.offsets.npy"); ids = np.load(p + "ids.values.npy").tobytes()
            print([ids[off[i]:off[i + 1]].decode() for i in range(3)])
            print(np.load(p + "labels.npy").tolist(), np.load(p + "features.data.npy").tolist())
            print(np.load(os.path.join(sys.argv[2], "00000", "features.npy")).tolist())
            """, temp.Pool, temp["d.pool"]);
        var lines = output.Split('\n');
        Assert.Equal(
            [
                "features.data.npy <f4 (3,)", "features.indices.npy <i4 (3,)", "features.indptr.npy <i8 (4,)", "ids.offsets.npy <u8 (4,)",
                "ids.values.npy |u1 (6,)", "labels.npy <i4 (3,)", "records.offsets.npy <u8 (4,)",
                "features.npy <f4 (2, 2)", "labels.npy <i4 (2,)", "records.offsets.npy <u8 (3,)",
                "['é', 'two', '3']", "['é', 'two', '3']",
            ], lines[..12]);
        Assert.StartsWith("[1, -1, 0] [", lines[12]);
        Assert.Equal("[[-1.0, -1.0], [1.0, 1.0]]", lines[13]);
    }

    [NumPyFact]
    public void NumPy_opens_the_columns_of_every_task()
    {
        using var temp = new TempDirectory();
        Make("n", LearningTask.Regression, "{\"text\": \"a\", \"label\": 2.5}\n{\"text\": \"b\"}\n");
        Make("m", LearningTask.MultiLabel, "{\"text\": \"a\", \"labels\": [\"y\", \"x\"]}\n{\"text\": \"b\"}\n{\"text\": \"b\", \"labels\": []}\n");
        Make("s", LearningTask.Sequence, "{\"tokens\": [\"a\", \"bb\"], \"tags\": [\"O\", \"B\"]}\n{\"tokens\": [\"c\"]}\n");
        Make("t", LearningTask.Translation, "{\"source\": \"a\", \"target\": \"b\"}\n{\"source\": \"c\"}\n");
        var output = NumPyFactAttribute.Run(
            """
            import json, sys, numpy as np
            p = lambda pool, name: np.load(f"{sys.argv[1]}/{pool}.pool/00000/{name}.npy", mmap_mode="r")
            print([json.load(open(f"{sys.argv[1]}/{pool}.pool/pool.json"))["task"] for pool in "nmst"])
            print(p("n", "labels").dtype.str, p("n", "labels").tolist())
            for pool in "ms":
                v, o = p(pool, "labels.values"), p(pool, "labels.offsets")
                print(v.dtype.str, o.dtype.str, [v[o[i]:o[i + 1]].tolist() for i in range(len(o) - 1)])
            print(p("t", "labels").dtype.str, p("t", "labels").tolist())
            print(p("s", "tokens.offsets").tolist(), p("s", "tokens.indptr").tolist(), p("s", "tokens.indices").tolist(), p("s", "tokens.data").dtype.str)
            """, temp.Path);
        Assert.Equal(
            [
                "['regression', 'multilabel', 'sequence', 'translation']", "<f8 [2.5, nan]", "<i4 <i8 [[0, 1], [-1], []]", "<i4 <i8 [[1, 0], [-1]]", "|u1 [1, 0]",
                "[0, 2, 3] [0, 2, 3, 5] [0, 1, 2, 0, 1] <f4",
            ],
            output.Split('\n'));

        void Make(string name, LearningTask task, string content) => PoolBuilder.Create(
            temp[name + ".pool"], [PoolSource.FromFile(temp.Write(name + ".jsonl", content))], TempDirectory.Options with { Fields = new FieldRequest { Task = task } });
    }

    [NumPyFact]
    public void What_NumPy_saves_is_a_column()
    {
        using var temp = new TempDirectory();
        NumPyFactAttribute.Run(
            """
            import sys, numpy as np
            d = sys.argv[1] + "/"
            np.save(d + "f4.npy", np.arange(12, dtype=np.float32).reshape(3, 4))
            np.save(d + "m.npy", np.arange(24, dtype=np.float32).reshape(2, 3, 4))
            np.save(d + "f8.npy", np.array([[1.5, np.nan], [2.5, np.inf], [0.1, -3]]))
            np.save(d + "i8.npy", np.array([10, 9, -1]))
            np.save(d + "big.npy", np.arange(3, dtype=">f4"))
            np.save(d + "fortran.npy", np.asfortranarray(np.ones((3, 4), dtype=np.float32)))
            with open(d + "v2.npy", "wb") as f:
                np.lib.format.write_array(f, np.arange(3, dtype=np.float32), version=(2, 0))
            np.save(d + "bool.npy", np.array([True, False]))
            """, temp.Path);
        using (var column = NpyColumn<float>.Open(temp["f4.npy"]))
        {
            Assert.Equal([4f, 5, 6, 7], column.Rows(1, 1).ToArray());
        }

        using (var members = NpyColumn<float>.Open(temp["m.npy"]))
        {
            Assert.Equal([2L, 3, 4], members.Shape);
            Assert.Equal((2L, 12), (members.RowCount, members.Width));
        }

        using (var second = NpyColumn<float>.Open(temp["v2.npy"]))
        {
            Assert.Equal(3, second.RowCount);
        }

        Assert.Contains("big endian", temp.Fails(() => NpyColumn<float>.Open(temp["big.npy"])));
        Assert.Contains("Fortran order", temp.Fails(() => NpyColumn<float>.Open(temp["fortran.npy"])));
        Assert.Contains("'|b1'", temp.Fails(() => NpyColumn<byte>.Open(temp["bool.npy"])));

        var result = temp.Create(temp["f8.npy"], new PoolBuildOptions { LabelsPath = temp["i8.npy"] });
        Assert.Equal((2, 0), (result.NonFiniteValues, result.FirstNonFiniteRow));
        Assert.Contains("float64", Assert.Single(result.Notices));
        Assert.Equal((1, 2), (result.UnlabelledRows, result.FirstUnlabelledRow));
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(["10", "9"], pool.Classes);
        Assert.Equal([1.5f, float.NaN, 2.5f, float.PositiveInfinity, 0.1f, -3f], pool.Features!.Block(0, 3).Values.ToArray());
    }
}
