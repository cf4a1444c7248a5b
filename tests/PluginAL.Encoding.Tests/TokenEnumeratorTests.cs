using FsCheck;
using FsCheck.Fluent;

namespace PluginAL.Encoding.Tests;

public sealed class TokenEnumeratorTests
{
    [Theory]
    [InlineData("The QUICK brown-fox, didn't it?", "the|quick|brown|fox|didn|t|it")]
    [InlineData("snake_case x2 3.14 B2B", "snake|case|x2|3|14|b2b")]
    [InlineData("Äußere GRÖSSE, straße", "äußere|grösse|straße")]
    [InlineData("ΑΒΓ Привет МИР", "αβγ|привет|мир")]
    [InlineData("مرحبا بالعالم", "مرحبا|بالعالم")]
    [InlineData("한국어 텍스트", "한국어|텍스트")]
    [InlineData("हिन्दी में", "हिन्दी|में")]
    [InlineData("", "")]
    [InlineData(" \t\n.,;!", "")]
    [InlineData("½ x² Ⅻ", "½|x²|ⅻ")]
    public void Words_are_runs_of_letters_digits_and_marks_in_lower_case(string text, string expected) =>
        Assert.Equal(expected, Tokens(text, TokenUnit.Words));

    [Theory]
    [InlineData("北京欢迎你", "北|京|欢|迎|你")]
    [InlineData("在2024年买iPhone。", "在|2024|年|买|iphone")]
    [InlineData("ひらがなとカタカナー", "ひ|ら|が|な|と|カ|タ|カ|ナ|ー")]
    [InlineData("ｶﾞ", "ｶ|ﾞ")]
    [InlineData("時々〇", "時|々|〇")]
    [InlineData("\U00020000\U0002A6D6", "\U00020000|\U0002A6D6")]
    public void Scripts_without_spaces_are_cut_into_characters(string text, string expected) => Assert.Equal(expected, Tokens(text, TokenUnit.Words));

    [Theory]
    [InlineData("ที่นี่", "ที่|นี่")]
    [InlineData("ខ្មែរ", "ខ្|មែ|រ")]
    [InlineData("か\u3099", "か\u3099")]
    [InlineData("葛\U000E0100城", "葛|城")]
    public void Marks_stay_on_their_character_and_variation_selectors_go(string text, string expected) =>
        Assert.Equal(expected, Tokens(text, TokenUnit.Words));

    [Theory]
    [InlineData("e\u0301te\u0301", "e\u0301te\u0301")]
    [InlineData("co\u00ADoperate می\u200Cخواهم", "cooperate|میخواهم")]
    [InlineData("\u0301 \uFE0F \u200D x", "x")]
    [InlineData("zero\u200Bwidth", "zero|width")]
    public void Marks_join_words_and_invisible_characters_do_not_end_them(string text, string expected) =>
        Assert.Equal(expected, Tokens(text, TokenUnit.Words));

    [Theory]
    [InlineData("Hi 👋🏽, ok?!", "hi|👋|🏽|,|ok|?|!")]
    [InlineData("I ❤️ C#", "i|❤|c|#")]
    [InlineData("👩‍🚀", "👩|🚀")]
    [InlineData("a_b $5", "a|_|b|$|5")]
    [InlineData("天气，好", "天|气|，|好")]
    public void Symbols_are_tokens_where_asked_for(string text, string expected) => Assert.Equal(expected, Tokens(text, TokenUnit.WordsAndSymbols));

    [Theory]
    [InlineData("\U00010400\U00010401 x", "\U00010428\U00010429|x")]
    [InlineData("𝒜bc", "𝒜bc")]
    [InlineData("ab\uD83Dcd \uDE00", "ab|cd")]
    public void Surrogate_pairs_are_letters_and_lone_surrogates_end_words(string text, string expected) =>
        Assert.Equal(expected, Tokens(text, TokenUnit.Words));

    [Theory]
    [InlineData("  Ab\t\n c! ", "a|b| |c|!")]
    [InlineData("e\u0301x", "e\u0301|x")]
    [InlineData("北京 2D", "北|京| |2|d")]
    public void Characters_are_tokens_and_white_space_is_one_space(string text, string expected) =>
        Assert.Equal(expected, Tokens(text, TokenUnit.Characters));

    [Theory]
    [InlineData("Hello, world", TokenUnit.WordsAndSymbols)]
    [InlineData("", TokenUnit.WordsAndSymbols)]
    [InlineData("60年铁树开花形状似玉米芯", TokenUnit.Characters)]
    [InlineData("我用iPhone手机", TokenUnit.WordsAndSymbols)]
    [InlineData("Ünïcödé 北", TokenUnit.WordsAndSymbols)]
    [InlineData("\U00020000\U00020001x", TokenUnit.Characters)]
    public void Automatic_units_are_decided_by_the_majority_of_letters(string text, TokenUnit expected)
    {
        Assert.Equal(expected, new TokenEnumerator(text, TokenUnit.Automatic).Unit);
        Assert.Equal(
            expected == TokenUnit.Characters ? expected : TokenUnit.Words, new TokenEnumerator(text, TokenUnit.AutomaticWords).Unit);
    }

    [Fact]
    public void Case_is_kept_where_asked_for() => Assert.Equal("Ab|ÄÖ|\U00010400", Tokens("Ab ÄÖ \U00010400", TokenUnit.Words, lowerCase: false));

    [Theory]
    [InlineData('a')]
    [InlineData('ü')]
    [InlineData('한')]
    public void Long_word_is_cut_at_a_character_and_goes_on(char letter)
    {
        var text = new string(letter, 1000);
        var tokens = new TokenEnumerator(text, TokenUnit.Words);
        var (joined, end) = ("", 0);
        while (tokens.MoveNext())
        {
            Assert.InRange(tokens.Current.Length, 1, TokenEnumerator.MaxTokenBytes);
            Assert.Equal(end, tokens.Start);
            end = tokens.Start + tokens.Length;
            joined += System.Text.Encoding.UTF8.GetString(tokens.Current);
        }

        Assert.Equal(text, joined);
    }

    [Fact]
    public void Token_is_the_lower_case_of_its_place_in_the_text()
    {
        Prop.ForAll(Texts, Gen.Elements(TokenUnit.Words, TokenUnit.WordsAndSymbols, TokenUnit.Characters).ToArbitrary(), (text, unit) =>
        {
            var tokens = new TokenEnumerator(text, unit);
            var end = 0;
            while (tokens.MoveNext())
            {
                Assert.InRange(tokens.Start, end, text.Length);
                end = tokens.Start + tokens.Length;
                var source = text[tokens.Start..end];
                if (!string.IsNullOrWhiteSpace(Visible(source)))
                {
                    Assert.Equal(Visible(source.ToLowerInvariant()), System.Text.Encoding.UTF8.GetString(tokens.Current));
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Words_are_what_a_plain_implementation_finds()
    {
        Prop.ForAll(Texts, text =>
        {
            var expected = new List<string>();
            var word = "";
            foreach (var rune in text.EnumerateRunes())
            {
                if (rune.Value == 0xAD)
                {
                    continue;
                }

                if (System.Text.Rune.IsLetterOrDigit(rune) && rune.Value < 0x0E00)
                {
                    word += System.Text.Rune.ToLowerInvariant(rune);
                    continue;
                }

                Flush();
                if (System.Text.Rune.IsLetterOrDigit(rune))
                {
                    expected.Add(rune.ToString());
                }
            }

            Flush();
            Assert.Equal(string.Join('|', expected), Tokens(text, TokenUnit.Words));

            void Flush()
            {
                if (word != "")
                {
                    expected.Add(word);
                }

                word = "";
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_text_gives_well_formed_utf8()
    {
        Prop.ForAll(Gen.Choose(0, 0xFFFF).Select(i => (char)i).ArrayOf().ToArbitrary(), characters =>
        {
            foreach (var unit in Enum.GetValues<TokenUnit>())
            {
                var tokens = new TokenEnumerator(characters, unit);
                while (tokens.MoveNext())
                {
                    Assert.True(System.Text.Unicode.Utf8.IsValid(tokens.Current));
                    Assert.False(tokens.Current.IsEmpty);
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    private static Arbitrary<string> Texts => Gen
        .Elements("a", "B", "ß", "Ü", "7", " ", "\n", ".", "_", "北", "京", "😀", "\u00AD", "Я", "\U00020000")
        .ListOf().Select(parts => string.Concat(parts)).ToArbitrary();

    private static string Visible(string text) => text.Replace("\u00AD", "", StringComparison.Ordinal);

    private static string Tokens(string text, TokenUnit unit, bool lowerCase = true)
    {
        var found = new List<string>();
        var tokens = new TokenEnumerator(text, unit, lowerCase);
        while (tokens.MoveNext())
        {
            found.Add(System.Text.Encoding.UTF8.GetString(tokens.Current));
        }

        Assert.False(tokens.MoveNext());
        return string.Join('|', found);
    }
}
