# The numbers are in heatmap-passkey-digits-3-symbols-16.tsv.
#   gnuplot heatmap-passkey-digits-3-symbols-16.gp                      draws heatmap-passkey-digits-3-symbols-16.svg
#   gnuplot -e "format='pdf'" heatmap-passkey-digits-3-symbols-16.gp   draws heatmap-passkey-digits-3-symbols-16.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 3, symbols 16)'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-passkey-digits-3-symbols-16'
lengths = 11
array length[11] = [8.0, 16.0, 32.0, 48.0, 64.0, 96.0, 128.0, 240.0, 256.0, 512.0, 1024.0]
borders = '16 32'
borders_words = (latex ? 'trained to 16: bam, longest=16 and alibi, longest=16; to 32: evq and evq \textgreater{} -cosh+yarn(scale=4) and pose and rope + gate and rope + gate \textgreater{} rope+output-gate+yarn(sca… and rope, longest=32 and rope, longest=32 \textgreater{} rope+string and rope, longest=32 \textgreater{} rope+yarn(scale=4) and rope, longest=32 \textgreater{} rope+yarn(scale=8)' : 'trained to 16: bam, longest=16 and alibi, longest=16; to 32: evq and evq > -cosh+yarn(scale=4) and pose and rope + gate and rope + gate > rope+output-gate+yarn(sca… and rope, longest=32 and rope, longest=32 > rope+string and rope, longest=32 > rope+yarn(scale=4) and rope, longest=32 > rope+yarn(scale=8)')
array trained[18]
trained[1] = 16
trained[2] = 0
trained[3] = 32
trained[4] = 32
trained[5] = 0
trained[6] = 0
trained[7] = 32
trained[8] = 0
trained[9] = 32
trained[10] = 32
trained[11] = 16
trained[12] = 0
trained[13] = 0
trained[14] = 32
trained[15] = 32
trained[16] = 32
trained[17] = 32
trained[18] = 0
metric = 'exact match'
crossed = 0
values = 64
array value[64] = [0.0, 0.0008, 0.0016, 0.002, 0.004, 0.0064, 0.009600000000000001, 0.011199999999999998, 0.011600000000000001, 0.012, 0.013999999999999999, 0.014, 0.0184, 0.019200000000000002, 0.026000000000000002, 0.029599999999999998, 0.0376, 0.046, 0.064, 0.07959999999999999, 0.0888, 0.096, 0.102, 0.1312, 0.1684, 0.1916, 0.2024, 0.25, 0.442, 0.4683999999999999, 0.494, 0.52, 0.522, 0.526, 0.534, 0.58, 0.628, 0.6328, 0.6336, 0.6492, 0.664, 0.6751999999999999, 0.6799999999999999, 0.6832, 0.7056, 0.7128, 0.716, 0.726, 0.736, 0.7515999999999999, 0.7884, 0.8048, 0.8320000000000001, 0.8404, 0.8564, 0.8747999999999999, 0.9036, 0.9068000000000002, 0.9103999999999999, 0.9128000000000001, 0.9192, 0.9256, 0.95, 1.0]
series = 11
own_colours = 0
array label[11]
array tic[11]
array style[11]
array runs[11]
array fitted[11]
label[1] = 'bam, longest=16'; tic[1] = 'bam, longest=16'
style[1] = 1; runs[1] = 5; fitted[1] = 5
label[2] = 'evq'; tic[2] = 'evq'
style[2] = 3; runs[2] = 1; fitted[2] = 1
label[3] = (latex ? 'evq \textgreater{} -cosh+yarn(scale=4)' : 'evq > -cosh+yarn(scale=4)'); tic[3] = (latex ? 'evq \textgreater{} -cosh+yarn(scale=4)' : 'evq > -cosh+yarn(scale=4)')
style[3] = 4; runs[3] = 1; fitted[3] = 1
label[4] = 'pose'; tic[4] = 'pose'
style[4] = 7; runs[4] = 5; fitted[4] = 5
label[5] = 'rope + gate'; tic[5] = 'rope + gate'
style[5] = 9; runs[5] = 5; fitted[5] = 5
label[6] = (latex ? 'rope + gate \textgreater{} rope+output-gate+yarn(sca…' : 'rope + gate > rope+output-gate+yarn(sca…'); tic[6] = (latex ? 'rope + gate \textgreater{} rope+output-gate+yarn(sca…' : 'rope + gate > rope+output-gate+yarn(sca…')
style[6] = 10; runs[6] = 5; fitted[6] = 5
label[7] = 'alibi, longest=16'; tic[7] = 'alibi, longest=16'
style[7] = 11; runs[7] = 5; fitted[7] = 5
label[8] = 'rope, longest=32'; tic[8] = 'rope, longest=32'
style[8] = 14; runs[8] = 5; fitted[8] = 5
label[9] = (latex ? 'rope, longest=32 \textgreater{} rope+string' : 'rope, longest=32 > rope+string'); tic[9] = (latex ? 'rope, longest=32 \textgreater{} rope+string' : 'rope, longest=32 > rope+string')
style[9] = 15; runs[9] = 5; fitted[9] = 5
label[10] = (latex ? 'rope, longest=32 \textgreater{} rope+yarn(scale=4)' : 'rope, longest=32 > rope+yarn(scale=4)'); tic[10] = (latex ? 'rope, longest=32 \textgreater{} rope+yarn(scale=4)' : 'rope, longest=32 > rope+yarn(scale=4)')
style[10] = 16; runs[10] = 5; fitted[10] = 5
label[11] = (latex ? 'rope, longest=32 \textgreater{} rope+yarn(scale=8)' : 'rope, longest=32 > rope+yarn(scale=8)'); tic[11] = (latex ? 'rope, longest=32 \textgreater{} rope+yarn(scale=8)' : 'rope, longest=32 > rope+yarn(scale=8)')
style[11] = 17; runs[11] = 5; fitted[11] = 5

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
