using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Abi.Tests;

/// <summary>Everything in C# that claims to know something of C: found, not listed.</summary>
internal static class Declarations
{
    private const BindingFlags Any =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Assembly[] Assemblies = [Assembly.Load("MirrorGuard.Linux"), Assembly.Load("MirrorGuard.Plugin")];

    /// <summary>What C# calls.</summary>
    internal static IReadOnlyList<MethodInfo> Imports { get; } =
        [.. AllTypes.SelectMany(type => type.GetMethods(Any)).Where(method => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))];

    /// <summary>What C calls.</summary>
    internal static IReadOnlyList<MethodInfo> Exports { get; } =
        [.. AllTypes.SelectMany(type => type.GetMethods(Any)).Where(method => method.GetCustomAttribute<UnmanagedCallersOnlyAttribute>() is not null)];

    /// <summary>Structs that C fills.</summary>
    internal static IReadOnlyList<Type> Structs { get; } =
        [.. AllTypes.Where(type => type.IsValueType && !type.IsEnum && type.Namespace?.EndsWith(".Interop", StringComparison.Ordinal) == true)];

    /// <summary>Numbers that C defines, by their C names.</summary>
    internal static IReadOnlyDictionary<string, long> Constants { get; } = AllTypes
        .Where(type => type.Namespace?.EndsWith(".Interop", StringComparison.Ordinal) == true)
        .SelectMany(type => type.GetFields(Any))
        .Where(field => field.IsLiteral && field.FieldType != typeof(string))
        .ToDictionary(field => field.Name, Value);

    /// <summary>Numbers that the shim defines: C's name, and ours.</summary>
    internal static IReadOnlyDictionary<string, long> ShimConstants { get; } = new Dictionary<string, long>
    {
        ["MANAGED_GAVE_UP"] = Value(Plugin("Exports").GetField("GaveUp", Any)!),
        ["MANAGED_REFUSED"] = Value(Plugin("PluginHost").GetField("Refused", Any)!),
        ["MANAGED_OK"] = Value(Plugin("PluginHost").GetField("Taken", Any)!),
        ["LOG_LEVEL_ERROR"] = (long)Severity.Error,
        ["LOG_LEVEL_WARNING"] = (long)Severity.Warning,
        ["LOG_LEVEL_NOTICE"] = (long)Severity.Notice,
        ["LOG_LEVEL_INFO"] = (long)Severity.Information,
    };

    private static IEnumerable<Type> AllTypes => Assemblies.SelectMany(assembly => assembly.GetTypes());

    /// <summary>The library that an import names.</summary>
    internal static string LibraryOf(MethodInfo import) => import.GetCustomAttribute<DllImportAttribute>()!.Value;

    private static Type Plugin(string name) => Assemblies[1].GetType($"MirrorGuard.Plugin.{name}", throwOnError: true)!;

    private static long Value(FieldInfo constant) =>
        Convert.ToInt64(constant.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture);
}
