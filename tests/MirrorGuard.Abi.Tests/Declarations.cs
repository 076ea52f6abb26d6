using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
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

    /// <summary>Structs that C fills; not the compiler's own behind a fixed buffer, which counts with the struct that holds it.</summary>
    internal static IReadOnlyList<Type> Structs { get; } =
        [.. AllTypes.Where(type => type.IsValueType && !type.IsEnum && type.Namespace?.EndsWith(".Interop", StringComparison.Ordinal) == true
            && !type.IsDefined(typeof(CompilerGeneratedAttribute)))];

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

    /// <summary>What goes over the helper's socket, and its name in C.</summary>
    internal static IReadOnlyDictionary<Type, string> Messages { get; } = typeof(StepProgram).Assembly.GetTypes()
        .Where(type => type is { IsValueType: true, IsEnum: false, IsNotPublic: true, Namespace: "MirrorGuard.Core.Steps" })
        .ToDictionary(type => type, type => Proof.CName(type.Name));

    /// <summary>Numbers that the helper's protocol defines: C's name, and ours.</summary>
    internal static IReadOnlyDictionary<string, long> ProtocolConstants { get; } = new Dictionary<string, long>
    {
        ["PROGRAM_MAGIC"] = Value(Message("ProgramHead").GetField("ProgramMagic", Any)!),
        ["PROGRAM_ASIDE"] = Value(Message("ProgramHead").GetField("ProgramAside", Any)!),
        ["REPLY_MAGIC"] = Value(Message("ReplyMessage").GetField("ReplyMagic", Any)!),
        ["MAX_BYTES"] = StepProgram.MaxBytes,
        ["MAX_STEPS"] = StepProgram.MaxSteps,
        ["MAX_PATH_LENGTH"] = StepProgram.MaxPathLength,
        ["MAX_PARAMETERS_LENGTH"] = StepProgram.MaxParametersLength,
        ["MAX_CONTENT_LENGTH"] = StepProgram.MaxContentLength,
        ["MAX_TYPE_LENGTH"] = TargetLine.MaxTypeLength,
        ["PV_UUID_LENGTH"] = PvUuid.Length,
    };

    /// <summary>What goes over a reader's socket, and its name in C.</summary>
    internal static IReadOnlyDictionary<Type, string> ReaderMessages { get; } = typeof(Comparison).Assembly.GetTypes()
        .Where(type => type is { IsValueType: true, IsEnum: false, Namespace: "MirrorGuard.Core.Scan.Messages" }
            && !type.IsDefined(typeof(InlineArrayAttribute)))
        .ToDictionary(type => type, type => Proof.CName(type.Name));

    /// <summary>Numbers that a reader's protocol defines: C's name, and ours.</summary>
    internal static IReadOnlyDictionary<string, long> ReaderConstants { get; } = new Dictionary<string, long>
    {
        ["COMPARE_MAGIC"] = Value(ReaderMessage("CompareMessage").GetField("CompareMagic", Any)!),
        ["COMPARISON_MAGIC"] = Value(ReaderMessage("ComparisonHead").GetField("ComparisonMagic", Any)!),
        ["MAX_LEGS"] = MirrorStatus.MaxLegs,
        ["MAX_COMPARED_BYTES"] = (long)ScanPace.LongestPiece.Bytes,
        ["MAX_LOCK_PATH"] = CompareRequest.MaxLockPath,
        ["MAX_UNREADABLE"] = Comparison.MaxUnreadable,
        ["MAX_DIFFERENCES"] = Comparison.MaxDifferences,
        ["COMPARE_DONE"] = (long)CompareOutcome.Done,
        ["COMPARE_REFUSED"] = (long)CompareOutcome.Refused,
        ["COMPARE_FAILED"] = (long)CompareOutcome.Failed,
        ["PROCESS_SOCKET"] = Value(Assemblies[0].GetType("MirrorGuard.Linux.Processes.StayingProgram", throwOnError: true)!.GetField("ProcessSocket", Any)!),
    };

    private static IEnumerable<Type> AllTypes => Assemblies.SelectMany(assembly => assembly.GetTypes());

    /// <summary>The library that an import names.</summary>
    internal static string LibraryOf(MethodInfo import) => import.GetCustomAttribute<DllImportAttribute>()!.Value;

    private static Type ReaderMessage(string name) => ReaderMessages.Keys.Single(type => type.Name == name);

    private static Type Message(string name) => Messages.Keys.Single(type => type.Name == name);

    private static Type Plugin(string name) => Assemblies[1].GetType($"MirrorGuard.Plugin.{name}", throwOnError: true)!;

    private static long Value(FieldInfo constant) =>
        Convert.ToInt64(constant.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture);
}
