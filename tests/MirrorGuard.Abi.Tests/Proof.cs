using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;

namespace MirrorGuard.Abi.Tests;

/// <summary>
/// A C file that compiles only if the C# declarations say what the headers say: functions are
/// assigned to pointers of the declared type, sizes, offsets and constants are asserted.
/// </summary>
internal sealed class Proof
{
    private readonly StringBuilder _text = new();

    internal Proof(params IEnumerable<string> headers)
    {
        // Whether C promises not to write is no part of the ABI, and nothing that C# could say.
        _text.Append("#define const\n");
        foreach (string header in (string[])["stddef.h", "stdint.h", .. headers])
            _text.Append(CultureInfo.InvariantCulture, $"#include <{header}>\n");
    }

    internal string Text => _text.ToString();

    /// <summary>That <paramref name="symbol"/> has the prototype of <paramref name="method"/>.</summary>
    internal Proof Function(MethodInfo method, string symbol)
    {
        string parameters = string.Join(", ", method.GetParameters().Select(CType.Of));
        string list = parameters.Length == 0 ? "void" : parameters;
        _text.Append(CultureInfo.InvariantCulture, $"{CType.OfResult(method)} (*check_{symbol})({list}) = {symbol};\n");
        return this;
    }

    /// <summary>That <paramref name="type"/> is the struct of its name: every field, and nothing between or behind.</summary>
    internal Proof Struct(Type type)
    {
        if (!type.IsLayoutSequential)
            throw new NotSupportedException($"say in Proof where the fields of {type} are");

        int end = 0;
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            int fieldSize = SizeOf(field.FieldType);
            string member = $"struct {type.Name}, {field.Name}";
            Assert($"offsetof({member}) == {end}");
            Assert($"sizeof(((struct {type.Name} *)0)->{field.Name}) == {fieldSize}");
            Assert($"__builtin_types_compatible_p(__typeof__(((struct {type.Name} *)0)->{field.Name}), {(field.FieldType == typeof(uint) ? "uint32_t" : "int32_t")})");
            end += fieldSize;
        }
        Assert($"sizeof(struct {type.Name}) == {end}");
        return this;
    }

    /// <summary>That C's <paramref name="name"/> is <paramref name="value"/>.</summary>
    internal Proof Constant(string name, long value)
    {
        Assert($"{name} == {value.ToString(CultureInfo.InvariantCulture)}");
        return this;
    }

    private static int SizeOf(Type type) => type == typeof(int) || type == typeof(uint)
        ? sizeof(int)
        : throw new NotSupportedException($"say in Proof how large {type} is in C, and how it is aligned");

    private void Assert(string condition) => _text.Append(CultureInfo.InvariantCulture, $"_Static_assert({condition}, \"\");\n");
}
