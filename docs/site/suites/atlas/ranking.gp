# The numbers are in ranking.tsv.
#   gnuplot ranking.gp                      draws ranking.svg
#   gnuplot -e "format='pdf'" ranking.gp   draws ranking.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'atlas'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'ranking'
array score[92]
score[1] = 0.8485
score[2] = 0.8099
score[3] = 0.7558
score[4] = 0.7943
score[5] = 0.7250
score[6] = 0.8159
score[7] = 0.7009
score[8] = 0.6635
score[9] = 0.5122
score[10] = 0.4878
score[11] = 0.6534
score[12] = 0.6715
score[13] = 0.5507
score[14] = 0.4793
score[15] = 0.5343
score[16] = 0.5686
score[17] = 0.4807
score[18] = 0.5643
score[19] = 0.6408
score[20] = 0.4952
score[21] = 0.5777
score[22] = 0.4884
score[23] = 0.5269
score[24] = 0.6162
score[25] = 0.5575
score[26] = 0.5069
score[27] = 0.5968
score[28] = 0.4252
score[29] = 0.5226
score[30] = 0.5055
score[31] = 0.5135
score[32] = 0.4074
score[33] = 0.5256
score[34] = 0.4438
score[35] = 0.4977
score[36] = 0.4459
score[37] = 0.4461
score[38] = 0.4326
score[39] = 0.3969
score[40] = 0.4440
score[41] = 0.4746
score[42] = 0.5098
score[43] = 0.3584
score[44] = 0.4004
score[45] = 0.4625
score[46] = 0.3565
score[47] = 0.3847
score[48] = 0.3820
score[49] = 0.4495
score[50] = 0.3866
score[51] = 0.3909
score[52] = 0.3477
score[53] = 0.3721
score[54] = 0.3728
score[55] = 0.3473
score[56] = 0.3493
score[57] = 0.3219
score[58] = 0.3125
score[59] = 0.3316
score[60] = 0.2996
score[61] = 0.2847
score[62] = 0.2956
score[63] = 0.2847
score[64] = 0.3011
score[65] = 0.2837
score[66] = 0.2828
score[67] = 0.2836
score[68] = 0.2794
score[69] = 0.2782
score[70] = 0.2667
score[71] = 0.2845
score[72] = 0.2160
score[73] = 0.2629
score[74] = 0.2619
score[75] = 0.3250
score[76] = 0.2861
score[77] = 0.2753
score[78] = 0.2479
score[79] = 0.2710
score[80] = 0.1589
score[81] = 0.2629
score[82] = 0.2498
score[83] = 0.2230
score[84] = 0.2442
score[85] = 0.2703
score[86] = 0.2313
score[87] = 0.2463
score[88] = 0.2172
score[89] = 0.1951
score[90] = 0.1689
score[91] = 0.1519
score[92] = 0.1134
bands = 0
ranked_over = '8 tasks, at the lengths in ranking.tsv'
percent = (latex ? ' \%' : ' %')
series = 92
own_colours = 0
array label[92]
array tic[92]
array style[92]
array runs[92]
array fitted[92]
label[1] = 'hard-alibi'; tic[1] = 'hard-alibi'
style[1] = 87; runs[1] = 8; fitted[1] = 8
label[2] = 'cpe'; tic[2] = 'cpe'
style[2] = 58; runs[2] = 8; fitted[2] = 8
label[3] = 'dape-v2'; tic[3] = 'dape-v2'
style[3] = 84; runs[3] = 8; fitted[3] = 6
label[4] = 'selective-attention'; tic[4] = 'selective-attention'
style[4] = 81; runs[4] = 8; fitted[4] = 8
label[5] = 'shaw'; tic[5] = 'shaw'
style[5] = 8; runs[5] = 8; fitted[5] = 8
label[6] = 'canon'; tic[6] = 'canon'
style[6] = 59; runs[6] = 8; fitted[6] = 7
label[7] = 'mixture'; tic[7] = 'mixture'
style[7] = 22; runs[7] = 8; fitted[7] = 8
label[8] = 'path-fox'; tic[8] = 'path-fox'
style[8] = 75; runs[8] = 8; fitted[8] = 7
label[9] = 'kda'; tic[9] = 'kda'
style[9] = 110; runs[9] = 8; fitted[9] = 8
label[10] = 'deltanet'; tic[10] = 'deltanet'
style[10] = 106; runs[10] = 8; fitted[10] = 7
label[11] = 'tisa'; tic[11] = 'tisa'
style[11] = 18; runs[11] = 8; fitted[11] = 8
label[12] = 'path'; tic[12] = 'path'
style[12] = 74; runs[12] = 8; fitted[12] = 7
label[13] = 't5'; tic[13] = 't5'
style[13] = 13; runs[13] = 8; fitted[13] = 8
label[14] = 'deltanet to 2'; tic[14] = 'deltanet to 2'
style[14] = 107; runs[14] = 8; fitted[14] = 7
label[15] = 'rope+pose'; tic[15] = 'rope+pose'
style[15] = 69; runs[15] = 8; fitted[15] = 8
label[16] = 'grape-a'; tic[16] = 'grape-a'
style[16] = 76; runs[16] = 8; fitted[16] = 7
label[17] = 'gated-deltanet'; tic[17] = 'gated-deltanet'
style[17] = 108; runs[17] = 8; fitted[17] = 6
label[18] = 'token-shift'; tic[18] = 'token-shift'
style[18] = 60; runs[18] = 8; fitted[18] = 5
label[19] = 'rope-partial'; tic[19] = 'rope-partial'
style[19] = 45; runs[19] = 8; fitted[19] = 7
label[20] = 'grape-ap'; tic[20] = 'grape-ap'
style[20] = 77; runs[20] = 8; fitted[20] = 8
label[21] = 'kerple-power'; tic[21] = 'kerple-power'
style[21] = 17; runs[21] = 8; fitted[21] = 7
label[22] = 'fire'; tic[22] = 'fire'
style[22] = 23; runs[22] = 8; fitted[22] = 7
label[23] = 'sandwich'; tic[23] = 'sandwich'
style[23] = 21; runs[23] = 8; fitted[23] = 6
label[24] = 'wavelet'; tic[24] = 'wavelet'
style[24] = 12; runs[24] = 8; fitted[24] = 8
label[25] = 'stick-breaking'; tic[25] = 'stick-breaking'
style[25] = 98; runs[25] = 8; fitted[25] = 5
label[26] = 'cable'; tic[26] = 'cable'
style[26] = 73; runs[26] = 8; fitted[26] = 6
label[27] = 'bam'; tic[27] = 'bam'
style[27] = 19; runs[27] = 8; fitted[27] = 8
label[28] = 'rope+canon'; tic[28] = 'rope+canon'
style[28] = 62; runs[28] = 8; fitted[28] = 7
label[29] = 'ape-decay'; tic[29] = 'ape-decay'
style[29] = 20; runs[29] = 8; fitted[29] = 7
label[30] = 'music'; tic[30] = 'music'
style[30] = 9; runs[30] = 8; fitted[30] = 8
label[31] = 'nape'; tic[31] = 'nape'
style[31] = 24; runs[31] = 8; fitted[31] = 8
label[32] = 'carope'; tic[32] = 'carope'
style[32] = 79; runs[32] = 8; fitted[32] = 7
label[33] = 'alibi-learned'; tic[33] = 'alibi-learned'
style[33] = 15; runs[33] = 8; fitted[33] = 8
label[34] = 'rope+cpe'; tic[34] = 'rope+cpe'
style[34] = 61; runs[34] = 8; fitted[34] = 8
label[35] = 'cope'; tic[35] = 'cope'
style[35] = 71; runs[35] = 8; fitted[35] = 7
label[36] = 'selective-rope'; tic[36] = 'selective-rope'
style[36] = 78; runs[36] = 8; fitted[36] = 6
label[37] = 'alibi'; tic[37] = 'alibi'
style[37] = 14; runs[37] = 8; fitted[37] = 8
label[38] = 'rope+random'; tic[38] = 'rope+random'
style[38] = 66; runs[38] = 8; fitted[38] = 4
label[39] = 'clex'; tic[39] = 'clex'
style[39] = 55; runs[39] = 8; fitted[39] = 5
label[40] = 'dape'; tic[40] = 'dape'
style[40] = 83; runs[40] = 8; fitted[40] = 5
label[41] = 'fox'; tic[41] = 'fox'
style[41] = 72; runs[41] = 8; fitted[41] = 4
label[42] = 'kerple-log'; tic[42] = 'kerple-log'
style[42] = 16; runs[42] = 8; fitted[42] = 7
label[43] = 'learned+random'; tic[43] = 'learned+random'
style[43] = 63; runs[43] = 8; fitted[43] = 4
label[44] = 'fope'; tic[44] = 'fope'
style[44] = 56; runs[44] = 8; fitted[44] = 7
label[45] = 'repo'; tic[45] = 'repo'
style[45] = 80; runs[45] = 8; fitted[45] = 5
label[46] = 'gla'; tic[46] = 'gla'
style[46] = 109; runs[46] = 8; fitted[46] = 5
label[47] = 'rope+random-float'; tic[47] = 'rope+random-float'
style[47] = 67; runs[47] = 8; fitted[47] = 4
label[48] = 'rope+cream'; tic[48] = 'rope+cream'
style[48] = 70; runs[48] = 8; fitted[48] = 3
label[49] = 'nope'; tic[49] = 'nope'
style[49] = 1; runs[49] = 8; fitted[49] = 4
label[50] = 'mamba-2'; tic[50] = 'mamba-2'
style[50] = 111; runs[50] = 8; fitted[50] = 4
label[51] = 'hope'; tic[51] = 'hope'
style[51] = 47; runs[51] = 8; fitted[51] = 7
label[52] = 'transformer-xl'; tic[52] = 'transformer-xl'
style[52] = 10; runs[52] = 8; fitted[52] = 7
label[53] = 'rope-id'; tic[53] = 'rope-id'
style[53] = 51; runs[53] = 8; fitted[53] = 7
label[54] = 'xpos'; tic[54] = 'xpos'
style[54] = 54; runs[54] = 8; fitted[54] = 7
label[55] = 'tupe-r'; tic[55] = 'tupe-r'
style[55] = 7; runs[55] = 8; fitted[55] = 6
label[56] = 'sinusoidal'; tic[56] = 'sinusoidal'
style[56] = 2; runs[56] = 8; fitted[56] = 7
label[57] = 'rope+asentmax'; tic[57] = 'rope+asentmax'
style[57] = 91; runs[57] = 8; fitted[57] = 7
label[58] = 'deberta'; tic[58] = 'deberta'
style[58] = 11; runs[58] = 8; fitted[58] = 7
label[59] = 'fourier'; tic[59] = 'fourier'
style[59] = 5; runs[59] = 8; fitted[59] = 7
label[60] = 'rope+laser'; tic[60] = 'rope+laser'
style[60] = 102; runs[60] = 8; fitted[60] = 7
label[61] = 'pope'; tic[61] = 'pope'
style[61] = 57; runs[61] = 8; fitted[61] = 6
label[62] = 'rope+ssmax'; tic[62] = 'rope+ssmax'
style[62] = 95; runs[62] = 8; fitted[62] = 7
label[63] = 'rope+llama4-temperature'; tic[63] = 'rope+llama4-temperature'
style[63] = 97; runs[63] = 8; fitted[63] = 7
label[64] = 'learned+shift'; tic[64] = 'learned+shift'
style[64] = 64; runs[64] = 8; fitted[64] = 3
label[65] = 'rope+logn'; tic[65] = 'rope+logn'
style[65] = 96; runs[65] = 8; fitted[65] = 7
label[66] = 'rope'; tic[66] = 'rope'
style[66] = 25; runs[66] = 8; fitted[66] = 7
label[67] = 'rope+shift'; tic[67] = 'rope+shift'
style[67] = 68; runs[67] = 8; fitted[67] = 7
label[68] = 'rope+soft-cap'; tic[68] = 'rope+soft-cap'
style[68] = 100; runs[68] = 8; fitted[68] = 7
label[69] = 'p-rope'; tic[69] = 'p-rope'
style[69] = 46; runs[69] = 8; fitted[69] = 7
label[70] = 'rope+stieltjes'; tic[70] = 'rope+stieltjes'
style[70] = 92; runs[70] = 8; fitted[70] = 7
label[71] = 'tupe'; tic[71] = 'tupe'
style[71] = 6; runs[71] = 8; fitted[71] = 6
label[72] = 'rope+output-gate'; tic[72] = 'rope+output-gate'
style[72] = 103; runs[72] = 8; fitted[72] = 6
label[73] = 'rope+entmax'; tic[73] = 'rope+entmax'
style[73] = 90; runs[73] = 8; fitted[73] = 7
label[74] = 'linear-attention'; tic[74] = 'linear-attention'
style[74] = 104; runs[74] = 8; fitted[74] = 3
label[75] = 'rope-pp'; tic[75] = 'rope-pp'
style[75] = 52; runs[75] = 8; fitted[75] = 7
label[76] = 'evq-cosh'; tic[76] = 'evq-cosh'
style[76] = 50; runs[76] = 8; fitted[76] = 7
label[77] = 'rope-clip'; tic[77] = 'rope-clip'
style[77] = 48; runs[77] = 8; fitted[77] = 7
label[78] = 'sinusoidal-scaled'; tic[78] = 'sinusoidal-scaled'
style[78] = 3; runs[78] = 8; fitted[78] = 5
label[79] = 'rope-learned'; tic[79] = 'rope-learned'
style[79] = 53; runs[79] = 8; fitted[79] = 7
label[80] = 'adaptive-span'; tic[80] = 'adaptive-span'
style[80] = 85; runs[80] = 8; fitted[80] = 8
label[81] = 'resonance'; tic[81] = 'resonance'
style[81] = 49; runs[81] = 8; fitted[81] = 7
label[82] = 'rope+softmax1'; tic[82] = 'rope+softmax1'
style[82] = 88; runs[82] = 8; fitted[82] = 7
label[83] = 'tra'; tic[83] = 'tra'
style[83] = 82; runs[83] = 8; fitted[83] = 0
label[84] = 'rope+qk-norm'; tic[84] = 'rope+qk-norm'
style[84] = 99; runs[84] = 8; fitted[84] = 8
label[85] = 'rope+differential'; tic[85] = 'rope+differential'
style[85] = 101; runs[85] = 8; fitted[85] = 8
label[86] = 'rope+softpick'; tic[86] = 'rope+softpick'
style[86] = 93; runs[86] = 8; fitted[86] = 7
label[87] = 'rope+sink'; tic[87] = 'rope+sink'
style[87] = 89; runs[87] = 8; fitted[87] = 7
label[88] = 'learned'; tic[88] = 'learned'
style[88] = 4; runs[88] = 8; fitted[88] = 5
label[89] = 'rope+window'; tic[89] = 'rope+window'
style[89] = 86; runs[89] = 8; fitted[89] = 4
label[90] = 'learned+cape'; tic[90] = 'learned+cape'
style[90] = 65; runs[90] = 8; fitted[90] = 6
label[91] = 'retnet'; tic[91] = 'retnet'
style[91] = 105; runs[91] = 8; fitted[91] = 6
label[92] = 'rope+sigmoid'; tic[92] = 'rope+sigmoid'
style[92] = 94; runs[92] = 8; fitted[92] = 7

load '../../charts/style.gp'
load '../../charts/ranking.gp'
