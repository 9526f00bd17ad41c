/**
 * What Windows' own PowerShell runs for us: Windows Image Acquisition by its scripting objects (wiaaut.dll), which every
 * Windows has. It writes one JSON object a line and keeps pictures off the disk. Property numbers are those of wiadef.h.
 * No backtick and no `${` stands in it, as it lies in a template here.
 */
export const WIA_SCRIPT = String.raw`
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
function Say($what) { [Console]::Out.WriteLine((ConvertTo-Json -InputObject $what -Compress)); [Console]::Out.Flush() }
function Set-Property($of, [int]$id, $value) {
  foreach ($one in $of.Properties) { if ($one.PropertyID -eq $id) { $one.Value = $value; return $true } }
  return $false
}
function Get-Property($of, [int]$id) {
  foreach ($one in $of.Properties) { if ($one.PropertyID -eq $id) { return $one.Value } }
  return $null
}
try {
  $asked = [Console]::In.ReadToEnd() | ConvertFrom-Json
  $manager = New-Object -ComObject WIA.DeviceManager
  if ($asked.what -eq 'list') {
    foreach ($info in $manager.DeviceInfos) {
      if ($info.Type -eq 1) { Say @{ device = $info.DeviceID; name = [string]$info.Properties.Item('Name').Value } }
    }
    Say @{ done = $true }
    exit 0
  }
  $device = $null
  foreach ($info in $manager.DeviceInfos) { if ($info.DeviceID -eq $asked.device) { $device = $info.Connect() } }
  if ($null -eq $device) { Say @{ failed = '0x80210015' }; exit 1 }
  # 3086 capabilities, 3087 status, 3088 select: 1 feeder, 2 flatbed.
  $can = Get-Property $device 3086
  $feeder = ($null -ne $can) -and (($can -band 1) -ne 0)
  $flatbed = ($null -eq $can) -or (($can -band 2) -ne 0) -or -not $feeder
  if ($asked.what -eq 'about') {
    Say @{ name = [string](Get-Property $device 7); flatbed = $flatbed; feeder = $feeder }
    Say @{ done = $true }
    exit 0
  }
  $fromFeeder = $asked.input -eq 'feeder'
  if ($fromFeeder -and -not $feeder) { Say @{ failed = 'noFeeder' }; exit 1 }
  if (-not $fromFeeder -and -not $flatbed) { Say @{ failed = 'noFlatbed' }; exit 1 }
  if ($null -ne $can) { [void](Set-Property $device 3088 $(if ($fromFeeder) { 1 } else { 2 })) }
  if ($fromFeeder) { [void](Set-Property $device 3096 1) }
  $item = $device.Items.Item(1)
  # 6146 intent: 1 colour, 2 grey. 6147, 6148: dpi. 6149 to 6152: start and extent in dots.
  [void](Set-Property $item 6146 $(if ($asked.colour -eq 'colour') { 1 } else { 2 }))
  [void](Set-Property $item 6147 ([int]$asked.dpi))
  [void](Set-Property $item 6148 ([int]$asked.dpi))
  if ($asked.width -gt 0) {
    [void](Set-Property $item 6149 0)
    [void](Set-Property $item 6150 0)
    [void](Set-Property $item 6151 ([int]$asked.width))
    [void](Set-Property $item 6152 ([int]$asked.height))
  }
  $page = 0
  while ($true) {
    $page += 1
    Say @{ scanning = $page }
    try {
      $picture = $item.Transfer('{B96B3CAE-0728-11D3-9D7B-0000F81EF32E}')
    } catch {
      $inner = $_.Exception
      while ($null -ne $inner.InnerException) { $inner = $inner.InnerException }
      # An empty feeder ends a batch well, unless it was empty to begin with.
      if ($fromFeeder -and $page -gt 1 -and $inner.HResult -eq 0x80210003) { break }
      throw
    }
    # Drivers that know no JPEG send a bitmap; it is made a PNG, or it would be too large.
    if ($picture.FormatID -eq '{B96B3CAB-0728-11D3-9D7B-0000F81EF32E}') {
      $process = New-Object -ComObject WIA.ImageProcess
      $process.Filters.Add($process.FilterInfos.Item('Convert').FilterID)
      $process.Filters.Item(1).Properties.Item('FormatID').Value = '{B96B3CAF-0728-11D3-9D7B-0000F81EF32E}'
      $picture = $process.Apply($picture)
    }
    Say @{ page = [Convert]::ToBase64String([byte[]]$picture.FileData.BinaryData) }
    if (-not $fromFeeder) { break }
  }
  Say @{ done = $true }
} catch {
  $inner = $_.Exception
  while ($null -ne $inner.InnerException) { $inner = $inner.InnerException }
  Say @{ failed = ('0x{0:X8}' -f $inner.HResult) }
  exit 1
}
`;
