using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace MirrorGuard.Abi.Tests;

/// <summary>
/// A C file that compiles only if the C# declarations say what the headers say: functions are
/// assigned to pointers of the declared type, sizes, offsets and constants are asserted.
/// </summary>
internal sealed class Proof
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Dictionary<Type, (string Name, int Size)> Scalars = new()
    {
        [typeof(short)] = ("short", sizeof(short)),
        [typeof(ushort)] = ("unsigned short", sizeof(ushort)),
        [typeof(int)] = ("int", sizeof(int)),
        [typeof(uint)] = ("unsigned int", sizeof(uint)),
        [typeof(long)] = ("long long", sizeof(long)),
        [typeof(ulong)] = ("unsigned long long", sizeof(ulong)),
        [typeof(float)] = ("float", sizeof(float)),
    };

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

    /// <summary>
    /// That <paramref name="type"/> is the struct of its name, or the union where it has an explicit layout: every field,
    /// nothing between or behind but what aligns them or what the type says by its size that it leaves out.
    /// </summary>
    internal Proof Struct(Type type)
    {
        bool isUnion = type.IsExplicitLayout;
        if (!type.IsLayoutSequential && !isUnion)
            throw new NotSupportedException($"say in Proof where the fields of {type} are");

        if (type.GetField("opaque", Fields) is not null)
            return Opaque(type);

        string name = NameOf(type);
        int end = 0;
        int alignment = 1;
        foreach (FieldInfo field in type.GetFields(Fields))
        {
            (int size, int fieldAlignment) = LayoutOf(field.FieldType);
            int offset = isUnion ? 0 : Aligned(end, fieldAlignment);
            Assert($"offsetof({name}, {field.Name}) == {offset}");
            Assert($"sizeof((({name} *)0)->{field.Name}) == {size}");
            AssertType($"(({name} *)0)->{field.Name}", CNameOf(field));
            end = Math.Max(end, offset + size);
            alignment = Math.Max(alignment, fieldAlignment);
        }
        Assert($"sizeof({name}) == {Math.Max(Aligned(end, alignment), type.StructLayoutAttribute!.Size)}");
        return this;
    }

    /// <summary>
    /// That <paramref name="type"/>, a message or a part of one, is the C struct <paramref name="name"/>: every field by its name, where C
    /// has it and as large, and nothing between or behind.
    /// </summary>
    internal Proof Message(Type type, string name)
    {
        if (!type.IsLayoutSequential)
            throw new NotSupportedException($"say in Proof where the fields of {type} are");

        int end = 0;
        foreach (FieldInfo field in type.GetFields(Fields))
        {
            string member = CName(field.Name);
            int size = RuntimeHelpers.SizeOf(field.FieldType.TypeHandle);
            Assert($"offsetof(struct {name}, {member}) == {end}");
            Assert($"sizeof(((struct {name} *)0)->{member}) == {size}");
            end += size;
        }
        Assert($"sizeof(struct {name}) == {end}");
        Assert($"{RuntimeHelpers.SizeOf(type.TypeHandle)} == {end}");
        return this;
    }

    /// <summary>That C's <paramref name="name"/> is <paramref name="value"/>.</summary>
    internal Proof Constant(string name, long value)
    {
        Assert($"{name} == {value.ToString(CultureInfo.InvariantCulture)}");
        return this;
    }

    /// <summary><c>SectorCount</c> is <c>sector_count</c> in C.</summary>
    internal static string CName(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"_{char.ToLowerInvariant(letter)}" : char.ToLowerInvariant(letter).ToString()));

    /// <summary>That what only the C library understands is as large as it thinks, and may lie where ours does.</summary>
    private Proof Opaque(Type type)
    {
        Assert($"sizeof({CType.OfStruct(type)}) == {RuntimeHelpers.SizeOf(type.TypeHandle)}");
        Assert($"_Alignof({CType.OfStruct(type)}) <= _Alignof(uint64_t)");
        return this;
    }

    private static string NameOf(Type type) => type.IsExplicitLayout ? $"union {type.Name}" : CType.OfStruct(type);

    private static int Aligned(int offset, int alignment) => (offset + alignment - 1) / alignment * alignment;

    private static (int Size, int Alignment) LayoutOf(Type type)
    {
        if (type.IsPointer)
            return (IntPtr.Size, IntPtr.Size);
        if (Scalars.TryGetValue(type, out (string Name, int Size) scalar))
            return (scalar.Size, scalar.Size);
        if (type.StructLayoutAttribute is null || type.IsPrimitive)
            throw new NotSupportedException($"say in Proof how large {type} is in C, and how it is aligned");
        (int Size, int Alignment)[] fields = [.. type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Select(field => LayoutOf(field.FieldType))];
        int alignment = fields.Max(field => field.Alignment);
        int size = type.IsExplicitLayout
            ? fields.Max(field => field.Size)
            : fields.Aggregate(0, (end, field) => Aligned(end, field.Alignment) + field.Size);
        return (Math.Max(Aligned(size, alignment), type.StructLayoutAttribute.Size), alignment);
    }

    private static string CNameOf(FieldInfo field)
    {
        if (Scalars.TryGetValue(field.FieldType, out (string Name, int Size) scalar))
            return scalar.Name;
        if (!field.FieldType.IsPointer)
            return NameOf(field.FieldType);
        return CType.OfField(field);
    }

    // C has two types of 64 bits with the same values: the kernel's headers use the one, stdint.h the other.
    private void AssertType(string field, string type) => Assert(string.Join(" || ", new[] { type, type.Replace("long long", "long", StringComparison.Ordinal) }
        .Select(candidate => $"__builtin_types_compatible_p(__typeof__({field}), {candidate})")));

    private void Assert(string condition) => _text.Append(CultureInfo.InvariantCulture, $"_Static_assert({condition}, \"\");\n");
}
